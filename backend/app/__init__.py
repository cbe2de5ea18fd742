"""The composition root: the one place where the layers are wired together."""

# Imports are inside the functions: migrations and seeds import this package for the models, and should not
# wait for a web framework.
# ruff: noqa: PLC0415

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apiflask import APIFlask

    from app.config import Settings


def create_app(
    settings: Settings | None = None,
    factories: Mapping[type[Any], Callable[[Any], Any]] | None = None,
) -> APIFlask:
    """Create an app. It connects to the database when a request first needs it.

    Args:
        settings: by default, they are read from the environment.
        factories: replacements for services and repositories, by their class.

    Raises:
        SettingsError: a setting is missing or invalid.
    """
    from apiflask import APIFlask

    from app import controllers
    from app.config import TITLE, VERSION, Settings, load_settings
    from app.identity_provider import make_identity_provider
    from app.mail.mailer import Mailer
    from app.repositories.engine import Database
    from app.repositories.scope import has_owned_models
    from app.repositories.unit_of_work import UnitOfWork

    settings = settings or load_settings(Settings)
    factories = factories or {}
    database, mailer = Database(settings), Mailer(settings)

    app = APIFlask(
        __name__,
        TITLE,
        VERSION,
        spec_path="/api/openapi.json",
        docs_path=None,
        json_errors=False,
        static_folder=None,  # type: ignore[arg-type] # Flask knows it: no files
    )
    # Not as ``secret_key``: with one, Flask would open a session for each request.
    secret = settings.secret_key.get_secret_value().encode()
    app.config["CURSOR_KEY"] = hmac.digest(secret, b"cursor", "sha256")
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.config["ENVIRONMENT"] = settings.environment
    app.config["PUBLIC_URL"] = settings.public_url
    # region accounts
    app.config["TRUSTED_PROXIES"] = settings.trusted_proxies
    app.extensions["identity_provider"] = make_identity_provider(settings)
    # endregion
    app.config["DRAINING_FILE"] = settings.draining_file
    app.extensions["database"] = database
    app.extensions["replica"] = database.replica

    def unit_of_work(
        *,
        reads: bool,
        # region accounts
        is_scoped: bool = False,
        # endregion
    ) -> UnitOfWork:
        sessions = database.read_sessions if reads else database.sessions
        # region accounts
        if reads and is_scoped and has_owned_models():
            sessions = database.scoped_read_sessions
        # endregion
        return UnitOfWork(sessions, factories, mailer, settings)

    controllers.install(app, unit_of_work, factories)
    return app


def openapi_document() -> dict[str, Any]:
    """Return the OpenAPI document. It needs no database and no secrets."""
    from app.config import Settings

    app = create_app(Settings(environment="test", database_url="postgresql://nowhere"))
    return cast("dict[str, Any]", app.spec)
