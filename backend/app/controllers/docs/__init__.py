"""The API documentation as a page: Swagger UI, served from here, so that it needs no network."""

from importlib.resources import files
from pathlib import Path

from flask import Response, send_from_directory

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint

blueprint = make_blueprint("docs", access=Access.PUBLIC)
blueprint.enable_openapi = False

PAGE = Path(__file__).parent
SWAGGER_UI = Path(str(files("flask_swagger_ui"))) / "dist"

# The page's own scripts may run and call the API.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@blueprint.get("")
def page() -> Response:
    """Show the page."""
    response = send_from_directory(PAGE, "page.html")
    response.headers["Content-Security-Policy"] = POLICY
    return response


@blueprint.get("/start.js")
def start() -> Response:
    """Send the script that starts Swagger UI with this API's document."""
    return send_from_directory(PAGE, "start.js")


@blueprint.get("/ui/<path:name>")
def ui(name: str) -> Response:
    """Send a file of Swagger UI."""
    return send_from_directory(SWAGGER_UI, name)
