"""``inv up`` on machines with the settings of other projects."""

import pytest

from tests.support.checkouts import Checkout, UpProcess

UNREACHABLE = "http://127.0.0.1:9"
PROXIES = ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY")

SETTINGS = {
    "a company's proxy": {**dict.fromkeys(PROXIES, UNREACHABLE), "no_proxy": ".example.com"},
    "a shell for production": {"NODE_ENV": "production", "LOG_LEVEL": "info"},
    "another PostgreSQL": {
        "PGHOST": "db.example.com",
        "PGPORT": "1",
        "PGDATABASE": "theirs",
        "PGSSLMODE": "verify-full",
        "PGOPTIONS": "-c search_path=theirs",
        "PGTZ": "Asia/Tokyo",
        "PGSERVICE": "theirs",
    },
}

INVALID = {
    ("LOG_LEVEL", "loud"): "LOG_LEVEL: Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'",
    ("POOL_SIZE", "many"): "POOL_SIZE: Input should be a valid integer",
    ("ENVIRONMENT", "production"): "SECRET_KEY must be set to at least 32 random characters in production",
}


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.slow
def test_it_becomes_ready_despite(setting: str, machine: Checkout) -> None:
    up = UpProcess(machine, **SETTINGS[setting])
    up.stop()
    assert up.ready.startswith("ready  UI http://localhost:")


@pytest.mark.parametrize("setting", INVALID, ids="=".join)
def test_it_stops_and_reports(setting: tuple[str, str], machine: Checkout) -> None:
    with pytest.raises(AssertionError) as caught:
        UpProcess(machine, **dict([setting]))
    assert f"inv: {INVALID[setting]}" in str(caught.value)
    assert "correct it, then run `inv up` again" in str(caught.value)
