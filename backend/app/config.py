"""Settings: read from the environment once, validated, and passed to ``create_app``."""

import re
import sys
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    NonNegativeFloat,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.formats import LABEL, LOCAL_PART, ascii_email, is_email

TITLE = "Headstart"
VERSION = "0.1.0"

# A host of an internal network has no dot.
SENDER = rf"{LOCAL_PART}@(?:{LABEL}\.)*{LABEL}"

DEVELOPMENT_SECRET = "development-only-not-a-secret"  # noqa: S105 -- refused in production, see below
MIN_SECRET_LENGTH = 32

SECRETS = Path("/run/secrets")  # where Docker and Kubernetes put them: one file per setting


class SettingsError(Exception):
    """A setting is missing or invalid. The message is one sentence for the person who starts the app."""


def _libpq_url(url: str) -> str:
    if not url.startswith(("postgresql://", "postgres://")):
        raise ValueError("must start with postgresql://")
    return url


def _names(value: object) -> object:
    return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value


def _origin(url: str) -> str:
    if not re.fullmatch(r"https?://[^/?#\s@]+/?", url):
        raise ValueError("must be an address without a path, such as https://example.com")
    # As browsers write it.
    scheme, _, host = url.rstrip("/").lower().partition("://")
    return f"{scheme}://{host.removesuffix(':443' if scheme == 'https' else ':80')}"


# region accounts
def _issuer(url: str) -> str:
    if not re.fullmatch(r"https?://[^/?#\s@]+(/[^?#\s]*)?", url):
        raise ValueError("must be an address without a query, such as https://id.example.com")
    return url


# endregion
def _sender(text: str) -> str:
    is_written = re.fullmatch(rf"{SENDER}|[^<>@\r\n]+ <{SENDER}>", text)
    # In a name without quotes, a comma would begin another address.
    if not is_written or "@" not in parseaddr(text)[1]:
        raise ValueError("must be an address such as noreply@example.com or Example <noreply@example.com>")
    return text


def _email(text: str) -> str:
    address = ascii_email(text)
    if not is_email(address):
        raise ValueError("must be an address such as ada@example.com")
    return address


class DatabaseSettings(BaseSettings):
    """The settings that migrations need: they run without the app's secrets."""

    # Error messages must not contain values: one of them is the database's password.
    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        hide_input_in_errors=True,
        # Docker Compose passes a variable that is not set as an empty one.
        env_ignore_empty=True,
    )

    database_url: Annotated[str, AfterValidator(_libpq_url)]
    # Separate from the URL, so that it can be a file.
    database_password: SecretStr | None = None
    # The server itself, if DATABASE_URL leads to a pooler in transaction mode, which also sets time zone and
    # timeouts then. Migrations and the worker's notifications need a connection of their own.
    database_direct_url: Annotated[str, AfterValidator(_libpq_url)] | None = None


class Settings(DatabaseSettings):
    """All settings; the name of a field in capitals is the environment variable."""

    environment: Literal["development", "test", "production"] = "development"
    secret_key: SecretStr = SecretStr(DEVELOPMENT_SECRET)
    # While this file exists, health checks fail because the app is stopping.
    draining_file: Path | None = None
    # Where people open the product in a browser: links in mails begin with it.
    public_url: Annotated[str, AfterValidator(_origin)] = "http://localhost:5173"
    # region accounts
    # How many proxies there are before the app. Each adds to X-Forwarded-For the address that it sees.
    trusted_proxies: Annotated[int, Field(ge=0)] = 0
    # An identity provider (OpenID Connect) that people can sign in with, and what it calls this app.
    oidc_issuer: Annotated[str, AfterValidator(_issuer)] | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    # On the button.
    oidc_name: str = "single sign-on"
    # endregion
    # smtp://user:password@mail.example.com, or smtps:// for TLS from the first byte.
    smtp_url: SecretStr | None = None
    # Separate from the URL, so that it can be a file and needs no URL encoding.
    smtp_password: SecretStr | None = None
    # With or without a name; the default name is the product's.
    mail_from: Annotated[str, AfterValidator(_sender)] = "noreply@example.com"
    # Who gets a mail if the backups of the database fail, and where the service `backup` writes their state.
    operator_email: Annotated[str, AfterValidator(_email)] | None = None
    backup_status: Path | None = None
    max_body_bytes: PositiveInt = 64 * 1024
    # For requests that only read, if it is another one: a pooler sets another timeout there.
    database_read_url: Annotated[str, AfterValidator(_libpq_url)] | None = None
    # A streaming replica for requests that only read, without a pooler; not read if it is further behind.
    database_replica_url: Annotated[str, AfterValidator(_libpq_url)] | None = None
    # Browsers remember for a minute what the replica must have.
    replica_max_lag_seconds: Annotated[float, Field(gt=0, le=30)] = 5
    # Connections per process for requests that write, and as many for requests that only read. A thread uses
    # at most one of each.
    pool_size: PositiveInt = 5
    pool_overflow: Annotated[int, Field(ge=0)] = 5
    statement_timeout_ms: Annotated[int, Field(ge=0)] = 15_000
    # For requests that only read: how long one search may occupy the database.
    read_timeout_ms: Annotated[int, Field(ge=0)] = 2_000
    # The worker: how many jobs it runs at once, and those of which queues; of all if there is none.
    worker_concurrency: PositiveInt = 4
    worker_queues: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_names)] = ()
    # The database notifies it of new jobs. It also polls: for jobs with a time, and without notifications.
    worker_poll_seconds: PositiveFloat = 5
    worker_listen: bool = True
    # How long running jobs may take to finish when it stops. Then they are put back into the queue.
    worker_drain_seconds: NonNegativeFloat = 25
    # A file that exists and is recent while it can run jobs, for health checks.
    worker_ready_file: Path | None = None
    # Finished jobs are deleted after this time.
    job_retention_days: Annotated[int, Field(gt=0, le=36_500)] = 14
    # An internal port for /metrics; without one, nothing is counted.
    metrics_port: Annotated[int, Field(gt=0, lt=65_536)] | None = None
    # Where traces and error reports go; without an address, there are none.
    otel_exporter_otlp_endpoint: str | None = None
    sentry_dsn: SecretStr | None = None
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)] = "INFO"

    # region accounts
    @model_validator(mode="after")
    def _require_a_whole_provider(self) -> Self:
        values = {
            name: getattr(self, name) for name in ("oidc_issuer", "oidc_client_id", "oidc_client_secret")
        }
        missing = [name.upper() for name, value in values.items() if not value]
        if 0 < len(missing) < len(values):
            raise ValueError(
                f"{' and '.join(missing)} must be set, too, for signing in with an identity provider"
            )
        return self

    # endregion
    @model_validator(mode="after")
    def _be_safe_in_production(self) -> Self:
        if self.environment != "production":
            return self
        secret = self.secret_key.get_secret_value()
        if secret == DEVELOPMENT_SECRET or len(secret) < MIN_SECRET_LENGTH:
            raise ValueError(
                f"SECRET_KEY must be set to at least {MIN_SECRET_LENGTH} random characters in production"
            )
        # region accounts
        is_loopback = re.match(r"http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?$", self.public_url)
        if not (is_loopback or self.public_url.startswith("https://")):
            raise ValueError(
                "PUBLIC_URL must begin with https:// in production: sessions are not safe without TLS"
            )
        # endregion
        for name in ("public_url", "mail_from"):
            if self.smtp_url and name not in self.model_fields_set:
                raise ValueError(f"{name.upper()} must be set in production if SMTP_URL is: mails contain it")
        return self


S = TypeVar("S", bound=DatabaseSettings)


def load_settings(kind: type[S]) -> S:
    """Read settings from the environment, or else from files in ``/run/secrets``.

    Raises:
        SettingsError: a setting is missing or invalid.
    """
    try:
        # pydantic-settings warns if the folder does not exist.
        secrets = SECRETS if SECRETS.is_dir() else None
        return kind(_secrets_dir=secrets)  # type: ignore[call-arg] # the rest comes from there
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None


def load_or_exit(kind: type[S], problem: str) -> S:
    """Read settings, or end the program with a message if one is missing or invalid."""
    try:
        return load_settings(kind)
    except SettingsError as error:
        sys.exit(f"{problem}: {error}")


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    message = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return f"{message}."
    name = str(first["loc"][0]).upper()
    return f"{name} is not set." if first["type"] == "missing" else f"{name}: {message}."
