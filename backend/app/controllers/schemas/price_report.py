"""Schemas for price reports."""

from typing import Annotated

from pydantic import Field

from app.controllers.schemas.base import Payload, Resource
from app.fields import Identity, UniqueIds
from app.formats import Email


class PriceReportCreate(Payload):
    """The books of a new report, and who gets it."""

    book_ids: Annotated[UniqueIds, Field(min_length=1)]
    recipient: Email


class PriceReport(Resource):
    """A price report, and the progress of writing it. Not its recipient: others can read the report, too."""

    id: Identity
    done: int
    total: int
    is_finished: bool
