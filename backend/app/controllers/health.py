"""Health checks: liveness and readiness."""

from typing import Any, Literal

from flask import current_app

from app.controllers.blueprints import make_blueprint
from app.controllers.schemas.base import Resource
from app.controllers.wiring import service
from app.errors import Unavailable
from app.services.health import HealthService

blueprint = make_blueprint("health")


class Health(Resource):
    """The app is healthy."""

    status: Literal["ok"]


@blueprint.get("/live")
@blueprint.output(Health)
def live() -> Any:
    """Check that the process responds. The database is not checked, because a restart would not fix it."""
    _refuse_when_stopping()
    return {"status": "ok"}


@blueprint.get("/ready")
@blueprint.output(Health)
def ready() -> Any:
    """Check that the database responds and is migrated."""
    _refuse_when_stopping()
    service(HealthService).check()
    return {"status": "ok"}


def _refuse_when_stopping() -> None:
    # Before the app stops, so that a proxy can switch to another process.
    draining = current_app.config["DRAINING_FILE"]
    if draining is not None and draining.exists():
        detail = "The app is stopping."
        raise Unavailable(detail)
