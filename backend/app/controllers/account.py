"""Routes for the user's own account."""

from datetime import datetime
from typing import Annotated, Any

from flask import Response
from pydantic import Field
from pydantic_core import to_json

from app.controllers.access import Access, allow
from app.controllers.blueprints import make_blueprint
from app.controllers.cookies import SESSION
from app.controllers.openapi import problems
from app.controllers.schemas.base import Payload, Resource
from app.controllers.schemas.lists import Items
from app.controllers.schemas.session import Accepted, Name, NewPassword, Token, User
from app.controllers.wiring import service
from app.fields import Identity
from app.formats import Email
from app.services.account import AccountService
from app.services.sessions import SessionService

JSON_FILE: dict[int, Any] = {
    200: {"description": "A file", "content": {"application/json": {"schema": {"type": "object"}}}}
}

blueprint = make_blueprint("account", takes_tokens=False)


class Account(User):
    """The user's own account."""

    has_password: bool


class AccountUpdate(Payload):
    """The user's new name."""

    name: Name


class PasswordUpdate(Payload):
    """A new password."""

    password: NewPassword


class EmailUpdate(Payload):
    """A new email address, which must be confirmed at both addresses."""

    email: Email


class EmailConfirmation(Payload):
    """The token of a mailed link."""

    token: Token


class EmailChange(Resource):
    """Whether the change is confirmed at both addresses."""

    is_changed: bool


class AccountSession(Resource):
    """A browser in which the user is signed in."""

    id: Identity
    device: Annotated[str, Field(examples=["Firefox on Linux"])]
    address: str
    created_at: datetime
    last_seen_at: datetime
    is_current: bool


@blueprint.get("")
@blueprint.output(Account)
def get_account() -> Any:
    """Read the user's account."""
    return service(AccountService).get()


@blueprint.patch("")
@blueprint.input(AccountUpdate)
@blueprint.output(Account)
def update_account(body: AccountUpdate) -> Any:
    """Change the user's name."""
    return service(AccountService).rename(body.name)


@blueprint.put("/password")
@blueprint.input(PasswordUpdate)
def set_password(body: PasswordUpdate) -> Any:
    """Set a password, and end all other sessions."""
    SESSION.send(service(AccountService).set_password(body.password))
    return "", 204


@blueprint.post("/email")
@blueprint.input(EmailUpdate)
@blueprint.output(Accepted, status_code=202)
@blueprint.doc(responses=problems(429))
def change_email(body: EmailUpdate) -> Any:
    """Send links to the old and the new address. The address changes when both are confirmed."""
    service(AccountService).request_email(body.email)
    return {}


@blueprint.post("/email/confirm")
@blueprint.input(EmailConfirmation)
@blueprint.output(EmailChange)
@blueprint.doc(responses=problems(403, 429))
@allow(Access.PUBLIC)
def confirm_email(body: EmailConfirmation) -> Any:
    """Confirm a new address with the token of a link."""
    return {"is_changed": service(AccountService).confirm_email(body.token)}


@blueprint.get("/sessions")
@blueprint.output(Items[AccountSession])
def list_sessions() -> Any:
    """List the browsers in which the user is signed in, most recently used first."""
    sessions = service(SessionService)
    return {
        "items": [
            {**vars(session), "is_current": session.id == sessions.current_id} for session in sessions.list()
        ]
    }


@blueprint.delete("/sessions/<id:session_id>")
def end_session(session_id: int) -> Any:
    """Sign the user out in one browser."""
    service(SessionService).end(session_id)
    return "", 204


@blueprint.delete("/sessions")
def end_other_sessions() -> Any:
    """Sign the user out everywhere else."""
    service(SessionService).end_others()
    return "", 204


@blueprint.get("/export")
@blueprint.doc(responses=JSON_FILE)
def export_account() -> Any:
    """Download all data about the user."""
    response = Response(to_json(service(AccountService).export(), indent=2), content_type="application/json")
    response.headers.set("Content-Disposition", "attachment", filename="account.json")
    return response


@blueprint.delete("")
@blueprint.output(Account)
@blueprint.doc(responses=problems(409))
def delete_account() -> Any:
    """Schedule the account for deletion in two weeks."""
    return service(AccountService).delete()


@blueprint.post("/keep")
@blueprint.output(Account)
def keep_account() -> Any:
    """Cancel the deletion of the account."""
    return service(AccountService).keep()
