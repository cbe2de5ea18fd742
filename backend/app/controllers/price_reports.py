"""Routes for price reports."""

from typing import Any

from flask import Response

from app.controllers.blueprints import make_blueprint
from app.controllers.exports import CSV
from app.controllers.openapi import problems
from app.controllers.schemas.price_report import PriceReport, PriceReportCreate
from app.controllers.wiring import service
from app.errors import Conflict
from app.services.price_reports import PriceReportService

blueprint = make_blueprint("price_reports")


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
