from pathlib import Path

import pytest

from app import create_app
from app.config import Settings


@pytest.mark.parametrize("check", ["live", "ready"])
def test_health_checks_fail_while_the_app_is_stopping(check: str, database_url: str, tmp_path: Path) -> None:
    draining = tmp_path / "draining"
    settings = Settings(environment="test", database_url=database_url, draining_file=draining)
    client = create_app(settings).test_client()
    assert client.get(f"/api/health/{check}").status_code == 200

    draining.touch()

    response = client.get(f"/api/health/{check}")
    assert response.status_code == 503
    assert response.json is not None
    assert response.json["detail"] == "The app is stopping."
    assert client.get("/api/openapi.json").status_code == 200
