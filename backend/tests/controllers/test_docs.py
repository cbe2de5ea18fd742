import re

import pytest
from flask.testing import FlaskClient


def test_the_page_loads_only_files_from_this_server(client: FlaskClient) -> None:
    page = client.get("/api/docs", buffered=True)

    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    links = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert links
    for link in links:
        assert client.get(f"/api/{link}", buffered=True).status_code == 200, link


def test_the_script_loads_the_openapi_document(client: FlaskClient) -> None:
    script = client.get("/api/docs/start.js", buffered=True).text

    assert 'url: "openapi.json"' in script
    assert client.get("/api/openapi.json").status_code == 200


@pytest.mark.parametrize("name", ["nothing.js", "..%2f__init__.py", "%2e%2e/__init__.py"])
def test_other_files_are_not_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/api/docs/ui/{name}", buffered=True).status_code == 404
