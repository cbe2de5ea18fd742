"""Schemas for the mailbox of development."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.controllers.schemas.base import Payload, Resource
from app.fields import Identity
from app.formats import Email


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
