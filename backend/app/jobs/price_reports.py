"""Jobs for price reports."""

from app.jobs.handlers import handler
from app.repositories.unit_of_work import UnitOfWork
from app.services.price_reports import DeleteOldPriceReports, PriceReportService, WritePriceReport


@handler(WritePriceReport)
def write_price_report(job: WritePriceReport, work: UnitOfWork) -> None:
    """Write a price report and mail it."""
    PriceReportService(work).write(job.report_id)


@handler(DeleteOldPriceReports, cron="15 3 * * *")
def delete_old_price_reports(_job: DeleteOldPriceReports, work: UnitOfWork) -> None:
    """Delete old price reports, every night."""
    PriceReportService(work).delete_old()
