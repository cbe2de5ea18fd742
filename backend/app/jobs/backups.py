"""Jobs that watch the backups."""

from app.jobs.handlers import handler
from app.repositories.unit_of_work import UnitOfWork
from app.services.backups import BackupService, CheckBackups


@handler(CheckBackups, cron="5 * * * *")
def check_backups(_job: CheckBackups, work: UnitOfWork) -> None:
    """Send a mail if the backups are not in order, every hour."""
    BackupService(work).check()
