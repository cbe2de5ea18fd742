"""Routes for the mailbox of development. They do not exist in production."""

from typing import Any

from app.controllers.blueprints import make_development_blueprint
from app.controllers.schemas.lists import Items
from app.controllers.schemas.mail import Mail, MailPreview, MailSummary, TrialMail
from app.controllers.wiring import service
from app.services.mail import MailboxService

blueprint = make_development_blueprint("mails")


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
