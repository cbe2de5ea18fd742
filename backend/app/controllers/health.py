"""Health checks: liveness and readiness."""

from typing import Annotated, Any, Literal

from flask import current_app
from pydantic import Field

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.schemas.base import Resource
from app.controllers.wiring import service
from app.errors import Unavailable
from app.services.health import HealthService

blueprint = make_blueprint("health", access=Access.PUBLIC)


class Health(Resource):
    """The app is healthy."""

    status: Literal["ok"]


class Readiness(Health):
    """The app can handle requests."""

    warnings: Annotated[list[str], Field(description="What needs attention anyway, each with its fix.")]


@blueprint.get("/live")
@blueprint.output(Health)
def live() -> Any:
    """Check that the process responds. The database is not checked, because a restart would not fix it."""
    _refuse_when_stopping()
    return {"status": "ok"}


@blueprint.get("/ready")
@blueprint.output(Readiness)
def ready() -> Any:
    """Check that the database responds and is migrated, and whether jobs wait for a worker."""
    _refuse_when_stopping()
    health = service(HealthService)
    health.check()
    return {"status": "ok", "warnings": list(health.warnings())}


def _refuse_when_stopping() -> None:
    # Before the app stops, so that a proxy can switch to another process.
    draining = current_app.config["DRAINING_FILE"]
    if draining is not None and draining.exists():
        raise Unavailable("The app is stopping.")
