"""``inv up`` on machines that are set up for something else."""

import pytest

from tests.support.checkouts import Checkout, UpProcess

NOBODY_LISTENS = "http://127.0.0.1:9"
PROXIES = ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY")

SETTINGS = {
    "a company's proxy": {**dict.fromkeys(PROXIES, NOBODY_LISTENS), "no_proxy": ".example.com"},
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

WRONG = {
    ("LOG_LEVEL", "loud"): "LOG_LEVEL: Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'",
    ("POOL_SIZE", "many"): "POOL_SIZE: Input should be a valid integer",
    ("ENVIRONMENT", "production"): "SECRET_KEY must be set to at least 32 random characters in production",
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_it_is_ready_in_spite_of(setting: str, machine: Checkout) -> None:
    up = UpProcess(machine, **SETTINGS[setting])
    up.stop()
    assert up.ready.startswith("ready  UI http://127.0.0.1:")


@pytest.mark.parametrize("setting", WRONG, ids="=".join)
def test_it_ends_with_the_reason_for(setting: tuple[str, str], machine: Checkout) -> None:
    with pytest.raises(AssertionError) as ended:
        UpProcess(machine, **dict([setting]))
    assert f"inv: {WRONG[setting]}" in str(ended.value)
    assert "correct it, then run `inv up` again" in str(ended.value)
