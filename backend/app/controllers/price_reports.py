"""Routes for price reports."""

from typing import Annotated, Any

from flask import Response
from pydantic import Field

from app.controllers.blueprints import make_blueprint
from app.controllers.exports import CSV
from app.controllers.openapi import problems
from app.controllers.schemas.base import Payload, Resource
from app.controllers.wiring import service
from app.errors import Conflict
from app.fields import Identity, UniqueIds
from app.formats import Email
from app.services.price_reports import PriceReportService

blueprint = make_blueprint("price_reports")


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


@blueprint.post("")
@blueprint.input(PriceReportCreate)
@blueprint.output(PriceReport, status_code=201)
# region accounts
@blueprint.doc(responses=problems(429))
# endregion
def create_price_report(body: PriceReportCreate) -> Any:
    """Have the prices of some books written to a file, and mailed, in the background."""
    return service(PriceReportService).request(body.book_ids, body.recipient)


@blueprint.get("/<id:report_id>")
@blueprint.output(PriceReport)
def get_price_report(report_id: int) -> Any:
    """Read the progress of a price report."""
    return service(PriceReportService).get(report_id)


@blueprint.get("/<id:report_id>/file")
@blueprint.doc(responses=CSV | problems(409))
def download_price_report(report_id: int) -> Any:
    """Download a finished price report as CSV."""
    content = service(PriceReportService).get(report_id).content
    if content is None:
        raise Conflict("The report is not finished yet. Try again in a moment.")
    response = Response(content, content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename="price-report.csv")
    return response
