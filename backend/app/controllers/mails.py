"""Routes for the mailbox of development. They do not exist in production."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from app.controllers.blueprints import make_development_blueprint
from app.controllers.schemas.base import Payload, Resource
from app.controllers.schemas.lists import Items
from app.controllers.wiring import service
from app.fields import Identity
from app.formats import Email
from app.services.mail import MailboxService

blueprint = make_development_blueprint("mails")


class MailSummary(Resource):
    """A mail in the list."""

    id: Identity
    recipient: str
    subject: str
    created_at: datetime
    sent_at: Annotated[datetime | None, Field(description="Null until a worker has sent it.")]


class MailHeader(Resource):
    """A header of a mail."""

    name: str
    value: str


class Mail(MailSummary):
    """A mail as it is sent."""

    text: str
    html: str
    headers: list[MailHeader]


class MailPreview(Resource):
    """A message with its sample data."""

    name: str
    subject: str
    text: str
    html: str


class TrialMail(Payload):
    """Where a trial goes."""

    to: Email


@blueprint.get("")
@blueprint.output(Items[MailSummary])
def list_mails() -> Any:
    """List the newest mails of this development environment."""
    return {"items": service(MailboxService).newest()}


@blueprint.get("/<id:mail_id>")
@blueprint.output(Mail)
def get_mail(mail_id: int) -> Any:
    """Read a mail as it is sent."""
    mail, headers = service(MailboxService).get(mail_id)
    return {
        **{name: getattr(mail, name) for name in Mail.model_fields if name != "headers"},
        "headers": [{"name": name, "value": value} for name, value in headers],
    }


@blueprint.delete("")
def empty_mailbox() -> Any:
    """Delete all mails."""
    service(MailboxService).empty()
    return "", 204


@blueprint.get("/previews")
@blueprint.output(Items[MailPreview])
def preview_mails() -> Any:
    """Show every message with its sample data."""
    previews = service(MailboxService).previews()
    return {
        "items": [
            {"name": name, "subject": mail.subject, "text": mail.text, "html": mail.html}
            for name, mail in previews.items()
        ]
    }


@blueprint.post("/trial")
@blueprint.input(TrialMail)
def send_trial_mail(body: TrialMail) -> Any:
    """Send a message that shows that mail works."""
    service(MailboxService).send_trial(body.to)
    return "", 204
