"""HTTP: what comes in is checked, a service does the work, what goes out is described.

Every module here that has a ``blueprint`` is part of the API: a new resource is a new file.
"""

from importlib import import_module
from pkgutil import iter_modules

from apiflask import APIFlask

from app.controllers import errors, openapi, request_log, security_headers
from app.controllers.json_provider import JSONProvider
from app.controllers.paths import IdentityConverter
from app.controllers.wiring import Wiring
from app.controllers.wiring import install as install_wiring


def install(app: APIFlask, wiring: Wiring) -> None:
    """Make an app answer requests."""
    install_wiring(app, wiring)
    errors.install(app)
    openapi.install(app)
    security_headers.install(app)
    request_log.install(app)
    app.json = JSONProvider(app)
    # A URL with a slash too many does not exist; the default is to redirect.
    app.url_map.merge_slashes = False
    app.url_map.converters["id"] = IdentityConverter
    for found in iter_modules(__path__):
        module = import_module(f"{__name__}.{found.name}")
        if hasattr(module, "blueprint"):
            app.register_blueprint(module.blueprint)
