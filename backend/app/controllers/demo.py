"""Routes of development for signing in with one click. They do not exist in production."""

from typing import Any

from app.controllers.blueprints import make_development_blueprint
from app.controllers.cookies import SESSION
from app.controllers.openapi import problems
from app.controllers.schemas.lists import Items
from app.controllers.schemas.session import Session
from app.controllers.schemas.user import DemoSession, DemoUser
from app.controllers.sign_in import current_session
from app.controllers.wiring import service
from app.services.demo import DemoService

blueprint = make_development_blueprint("demo", "/api/dev")


@blueprint.get("/users")
@blueprint.output(Items[DemoUser])
def list_demo_users() -> Any:
    """List the users of the demo data."""
    return {"items": service(DemoService).users()}


@blueprint.post("/session")
@blueprint.input(DemoSession)
@blueprint.output(Session)
@blueprint.doc(responses=problems(403, 404))
def sign_in_as_demo_user(body: DemoSession) -> Any:
    """Sign in without a password."""
    SESSION.send(service(DemoService).sign_in(body.user_id, SESSION.read()))
    return current_session()
