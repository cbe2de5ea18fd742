import runpy

import pytest


def test_the_wsgi_module_provides_the_app(monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)

    app = runpy.run_module("app.wsgi")["app"]

    assert app.test_client().get("/api/health/live").status_code == 200


def test_an_invalid_setting_prevents_startup_with_a_short_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://elsewhere")

    with pytest.raises(SystemExit, match=r"^The app cannot start: DATABASE_URL: must start with postgresql:"):
        runpy.run_module("app.wsgi")
