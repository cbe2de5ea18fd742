"""Health over HTTP: for those who restart the app, and for those who send it requests."""

from typing import Any

from apiflask import APIBlueprint

from app.controllers.schemas.health import Health
from app.controllers.wiring import service
from app.services.health import HealthService

blueprint = APIBlueprint("health", __name__, url_prefix="/api/health", tag="Health")


@blueprint.get("/live")
@blueprint.output(Health)
@blueprint.doc(operation_id="live")
def live() -> Any:
    """Say that the process answers. The database is not asked: restarting would not mend it."""
    return Health(status="ok")


@blueprint.get("/ready")
@blueprint.output(Health)
@blueprint.doc(operation_id="ready")
def ready() -> Any:
    """Say whether the database answers and is migrated."""
    service(HealthService).check()
    return Health(status="ok")
