"""The settings: read from the environment once, checked, and handed to ``create_app``."""

import re
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PositiveInt,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

TITLE = "Headstart"
VERSION = "0.1.0"

DEVELOPMENT_SECRET = "development-only-not-a-secret"  # noqa: S105 -- refused in production, see below
SHORTEST_SECRET = 32

SECRETS = Path("/run/secrets")  # where Docker and Kubernetes put them: a file a setting

MEBIBYTE = 1024 * 1024


class SettingsError(Exception):
    """A setting is missing or wrong. Its text is one sentence for the person who starts the app."""


def _libpq_url(url: str) -> str:
    if not re.match(r"postgres(ql)?://", url):
        msg = "must start with postgresql://"
        raise ValueError(msg)
    return url


class DatabaseSettings(BaseSettings):
    """What the migrations need to know, and nothing else: they run without the app's secrets."""

    # Values stay out of the error messages: one of them is the database's password.
    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(hide_input_in_errors=True)

    database_url: Annotated[str, AfterValidator(_libpq_url)]
    # Apart from the address, where it may be a file.
    database_password: SecretStr | None = None


class Settings(DatabaseSettings):
    """All settings; the name of a field in capitals is the environment variable."""

    environment: Literal["development", "test", "production"] = "development"
    secret_key: SecretStr = SecretStr(DEVELOPMENT_SECRET)
    # While this file is there, the app says that it is stopping.
    draining_file: Path | None = None
    max_body_bytes: PositiveInt = MEBIBYTE
    pool_size: PositiveInt = 5
    pool_overflow: Annotated[int, Field(ge=0)] = 5
    statement_timeout_ms: Annotated[int, Field(ge=0)] = 15_000
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)] = "INFO"

    @model_validator(mode="after")
    def _refuse_a_known_secret(self) -> Self:
        secret = self.secret_key.get_secret_value()
        if self.environment == "production" and (
            secret == DEVELOPMENT_SECRET or len(secret) < SHORTEST_SECRET
        ):
            msg = f"SECRET_KEY must be set to at least {SHORTEST_SECRET} random characters in production"
            raise ValueError(msg)
        return self


S = TypeVar("S", bound=DatabaseSettings)


def load_settings(kind: type[S]) -> S:
    """Read the settings from the environment, and what is not there from the files in ``/run/secrets``.

    Raises:
        SettingsError: one sentence that names the variable and what is wrong with it.
    """
    try:
        # pydantic-settings warns of a folder that is not there.
        secrets = SECRETS if SECRETS.is_dir() else None
        return kind(_secrets_dir=secrets)  # type: ignore[call-arg] # environment and files give the rest
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    message = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return f"{message}."
    name = str(first["loc"][0]).upper()
    return f"{name} is not set." if first["type"] == "missing" else f"{name}: {message}."
