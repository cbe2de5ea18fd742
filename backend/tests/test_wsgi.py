import runpy

import pytest


def test_a_server_finds_the_app(monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)

    app = runpy.run_module("app.wsgi")["app"]

    assert app.test_client().get("/api/health/live").status_code == 200


def test_a_wrong_setting_ends_the_server_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://elsewhere")

    with pytest.raises(SystemExit, match=r"^The app cannot start: DATABASE_URL: must start with postgresql:"):
        runpy.run_module("app.wsgi")
