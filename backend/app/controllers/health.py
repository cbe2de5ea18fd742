"""Health over HTTP: for those who restart the app, and for those who send it requests."""

from typing import Any, Literal

from flask import current_app

from app.controllers.blueprints import make_blueprint
from app.controllers.schemas.base import Resource
from app.controllers.wiring import service
from app.errors import Unavailable
from app.services.health import HealthService

blueprint = make_blueprint("health")


class Health(Resource):
    """All is well."""

    status: Literal["ok"]


@blueprint.get("/live")
@blueprint.output(Health)
@blueprint.doc(operation_id="live")
def live() -> Any:
    """Say that the process answers. The database is not asked: restarting would not fix it."""
    _refuse_when_stopping()
    return {"status": "ok"}


@blueprint.get("/ready")
@blueprint.output(Health)
@blueprint.doc(operation_id="ready")
def ready() -> Any:
    """Say whether the database answers and is migrated."""
    _refuse_when_stopping()
    service(HealthService).check()
    return {"status": "ok"}


def _refuse_when_stopping() -> None:
    """Say it before it happens: whoever passes requests on then chooses another process in time."""
    draining = current_app.config["DRAINING_FILE"]
    if draining is not None and draining.exists():
        detail = "The app is stopping."
        raise Unavailable(detail)
