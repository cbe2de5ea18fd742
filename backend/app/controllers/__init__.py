"""HTTP: routes, validation, error mapping, and the OpenAPI document.

Every module with a ``blueprint`` is registered: to add a resource, add a file.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from apiflask import APIFlask
from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter

from app.controllers import authentication, errors, openapi, replica, wiring
from app.controllers.blueprints import development_blueprints
from app.controllers.middleware import Middleware
from app.controllers.team_address import TeamAddress
from app.fields import MAX_ID


class IdentityConverter(BaseConverter):
    """Matches an ID within the range of the database: ``/notes/<id:note_id>``."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        """Return the ID; raises NotFound if the number is out of range."""
        identity = int(value)
        if identity > MAX_ID:
            # ValidationError is meant for this, but rules for other methods would then make it a 405.
            raise NotFound
        return identity


def install(app: APIFlask, unit_of_work: wiring.WorkFactory, factories: wiring.Factories) -> None:
    """Register everything that handles requests with an app."""
    wiring.install(app, unit_of_work, factories)
    replica.install(app)
    errors.install(app)
    # region teams
    app.wsgi_app = TeamAddress(app.wsgi_app)  # type: ignore[method-assign] # as below
    # endregion
    app.wsgi_app = Middleware(app.wsgi_app)  # type: ignore[method-assign] # as Flask's documentation shows
    # Otherwise, Flask checks for every request whether the view is a coroutine function.
    app.ensure_sync = cache(app.ensure_sync)  # type: ignore[method-assign]
    # A URL with duplicate slashes is a 404; the default is a redirect.
    app.url_map.merge_slashes = False
    app.url_map.converters["id"] = IdentityConverter
    is_production = app.config["ENVIRONMENT"] == "production"
    for info in iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        blueprint = getattr(module, "blueprint", None)
        if blueprint and not (is_production and blueprint in development_blueprints):
            app.register_blueprint(blueprint)
    # region accounts
    authentication.install(app)
    # endregion
    openapi.install(app)
