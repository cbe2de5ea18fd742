from pathlib import Path

import pytest

from app import config
from app.config import DEVELOPMENT_SECRET, Settings, SettingsError, load_settings

VARIABLES = (
    "DATABASE_URL", "ENVIRONMENT", "SECRET_KEY", "POOL_SIZE", "MAX_BODY_BYTES", "LOG_LEVEL",
    "PUBLIC_URL", "SMTP_URL", "MAIL_FROM",
)  # fmt: skip


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Start each test with an environment that sets only the database."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hidden@localhost/db")
    return monkeypatch


def test_settings_can_be_read_from_files(
    environment: pytest.MonkeyPatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret_key").write_text("k" * 32 + "\n", "utf-8")
    monkeypatch.setattr(config, "SECRETS", tmp_path)
    environment.setenv("ENVIRONMENT", "production")
    environment.setenv("DATABASE_URL", "postgresql:///a")
    assert load_settings(Settings).secret_key.get_secret_value() == "k" * 32


@pytest.mark.parametrize("level", ["info", "Info", "INFO"])
def test_the_log_level_is_case_insensitive(environment: pytest.MonkeyPatch, level: str) -> None:
    environment.setenv("LOG_LEVEL", level)

    assert load_settings(Settings).log_level == "INFO"


def test_development_needs_only_a_database() -> None:
    settings = load_settings(Settings)

    assert settings.environment == "development"
    assert settings.secret_key.get_secret_value() == DEVELOPMENT_SECRET


@pytest.mark.parametrize("secret", [None, DEVELOPMENT_SECRET, "short", ""])
def test_production_requires_its_own_secret(environment: pytest.MonkeyPatch, secret: str | None) -> None:
    environment.setenv("ENVIRONMENT", "production")
    if secret is not None:
        environment.setenv("SECRET_KEY", secret)

    with pytest.raises(SettingsError, match=r"^SECRET_KEY must be set .* in production\.$"):
        load_settings(Settings)


# region accounts
@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://example.com", True),
        ("http://localhost:8080", True),
        ("http://127.0.0.1", True),
        ("http://example.com", False),
        ("http://localhost.example.com", False),
    ],
)
def test_production_needs_tls_for_its_sessions(
    environment: pytest.MonkeyPatch,
    url: str,
    is_safe: bool,  # noqa: FBT001 -- a parameter of the test
) -> None:
    for name, value in {"ENVIRONMENT": "production", "SECRET_KEY": "k" * 32, "PUBLIC_URL": url}.items():
        environment.setenv(name, value)

    if is_safe:
        assert load_settings(Settings).public_url == url
    else:
        with pytest.raises(SettingsError, match=r"^PUBLIC_URL must begin with https:// in production"):
            load_settings(Settings)


# endregion
@pytest.mark.parametrize("url", ["https://Example.com", "https://example.com:443", "https://example.com/"])
def test_the_public_address_is_as_browsers_write_it(environment: pytest.MonkeyPatch, url: str) -> None:
    environment.setenv("PUBLIC_URL", url)

    assert load_settings(Settings).public_url == "https://example.com"


def test_an_empty_variable_counts_as_not_set(environment: pytest.MonkeyPatch) -> None:
    for name in ("SMTP_URL", "MAIL_FROM", "PUBLIC_URL", "LOG_LEVEL"):
        environment.setenv(name, "")

    assert load_settings(Settings).smtp_url is None


@pytest.mark.parametrize("missing", ["PUBLIC_URL", "MAIL_FROM"])
def test_production_with_mail_requires_the_addresses_in_it(
    environment: pytest.MonkeyPatch, missing: str
) -> None:
    environment.setenv("ENVIRONMENT", "production")
    environment.setenv("SECRET_KEY", "k" * 32)
    environment.setenv("SMTP_URL", "smtp://me:hidden@localhost")
    for name, value in (("PUBLIC_URL", "https://example.com"), ("MAIL_FROM", "noreply@example.com")):
        if name != missing:
            environment.setenv(name, value)

    with pytest.raises(SettingsError, match=rf"^{missing} must be set in production") as error:
        load_settings(Settings)
    assert "hidden" not in str(error.value)


def test_production_with_a_secret_is_accepted(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ENVIRONMENT", "production")
    environment.setenv("SECRET_KEY", "k" * 32)

    assert load_settings(Settings).environment == "production"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DATABASE_URL", None, "DATABASE_URL is not set."),
        ("DATABASE_URL", "mysql://me:hidden@host/db", "DATABASE_URL: must start with postgresql://."),
        ("ENVIRONMENT", "staging", "ENVIRONMENT: Input should be 'development', 'test' or 'production'."),
        (
            "PUBLIC_URL",
            "https://example.com/shop",
            "PUBLIC_URL: must be an address without a path, such as https://example.com.",
        ),
        *(
            (
                "MAIL_FROM",
                sender,
                "MAIL_FROM: must be an address such as noreply@example.com or Example <noreply@example.com>.",
            )
            for sender in ("me", "no..reply@example.com", "me@exämple.com", "Example, Inc <me@example.com>")
        ),
        (
            "JOB_RETENTION_DAYS",
            "1000000",
            "JOB_RETENTION_DAYS: Input should be less than or equal to 36500.",
        ),
        ("OPERATOR_EMAIL", "ada", "OPERATOR_EMAIL: must be an address such as ada@example.com."),
        ("OPERATOR_EMAIL", "a..b@example.com", "OPERATOR_EMAIL: must be an address such as ada@example.com."),
        ("OPERATOR_EMAIL", "ada@-example.com", "OPERATOR_EMAIL: must be an address such as ada@example.com."),
        ("POOL_SIZE", "0", "POOL_SIZE: Input should be greater than 0."),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL: Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'."),
    ],
)
def test_an_invalid_setting_is_reported_without_its_value(
    environment: pytest.MonkeyPatch, name: str, value: str | None, expected: str
) -> None:
    environment.delenv(name, raising=False)
    if value is not None:
        environment.setenv(name, value)

    with pytest.raises(SettingsError) as error:
        load_settings(Settings)

    assert str(error.value) == expected
    assert "hidden" not in str(error.value)


def test_secrets_are_hidden_when_settings_are_printed() -> None:
    assert "hidden" not in repr(Settings(secret_key="hidden" * 6, database_url="postgresql://host/db"))  # type: ignore[arg-type]
