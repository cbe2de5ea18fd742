import logging

import pytest
from flask.testing import FlaskClient

from app.controllers.middleware import SECURITY_HEADERS


@pytest.mark.parametrize("path", ["/api/health/live", "/api/nothing", "/api/openapi.json"])
def test_every_response_has_the_security_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers

    assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_every_request_is_logged_on_one_line(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "app.requests"):
        client.get("/api/health/live?search=private")

    [line] = [record.getMessage() for record in caplog.records if record.name == "app.requests"]
    assert line.startswith("method=GET path='/api/health/live' status=200 ms=")
    assert "private" not in line


def test_a_path_cannot_inject_a_log_line(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "app.requests"):
        client.get("/api/%0amethod=GET")

    assert "\n" not in caplog.messages[-1]
