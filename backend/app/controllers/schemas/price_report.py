"""Schemas for price reports."""

from app.controllers.schemas.base import Payload, Resource
from app.controllers.schemas.lists import RecordIds
from app.fields import Identity
from app.formats import Email


class PriceReportCreate(Payload):
    """The books of a new report, and who gets it."""

    book_ids: RecordIds
    recipient: Email


class PriceReport(Resource):
    """A price report, and the progress of writing it."""

    id: Identity
    recipient: str
    done: int
    total: int
    is_finished: bool
