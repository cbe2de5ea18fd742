"""Watches the backups of the database, which the service `backup` makes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.mail.messages.backup_problem import BackupProblem
from app.queue import Job
from app.repositories.unit_of_work import UnitOfWork

MAX_AGE = timedelta(hours=26)  # a backup is made every night
MAX_COPY_DELAY = timedelta(hours=1)
MAX_AHEAD = timedelta(hours=1)  # a later time was written when the clock was wrong
PAUSE = timedelta(days=1)  # between two mails


@dataclass(frozen=True, kw_only=True)
class CheckBackups(Job):
    """Send a mail if the backups are not in order.

    While a reminder waits, no other mail about the same kind of problem is sent.
    """

    is_reminder: bool = False
    kind: str = ""

    def deduplication_key(self) -> str | None:
        """Return a key, so that only one reminder of each kind of problem waits."""
        return f"reminder of backups: {self.kind}" if self.is_reminder else None


class BackupService:
    """Tells the operator what is wrong with the backups."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def check(self) -> None:
        """Send a mail if the backups are not in order, unless one about the same was sent within a day."""
        settings, now = self._work.settings, datetime.now(UTC)
        if not settings.operator_email or not settings.backup_status:
            return
        problem = find_problem(settings.backup_status, now)
        # The times in the sentence change while the problem is the same.
        reminder = CheckBackups(is_reminder=True, kind=re.sub(r"\d", "", problem))
        if problem and self._work.enqueue(reminder, at=now + PAUSE):
            self._work.send(BackupProblem(to=settings.operator_email, problem=problem))
        self._work.commit()


def find_problem(folder: Path, now: datetime) -> str:
    """Return a sentence about what the services of the backups wrote to a folder; empty if all is well."""
    values = _read(folder)
    if "started_timestamp_seconds" not in values:
        return "The service backup has never run."
    if values.get("failed"):
        return "The last backup could not be made, or what was restored from it differs from the database."
    start = values["started_timestamp_seconds"]
    last = datetime.fromtimestamp(values.get("last_success_timestamp_seconds", start), UTC)
    if last - now > MAX_AHEAD:
        return (
            f"The last backup was checked at {last:%Y-%m-%d %H:%M} UTC, which is in the future: correct the "
            f"clock of the server, then run `inv backup`."
        )
    if now - last > MAX_AGE:
        return f"No backup was restored and checked since {last:%Y-%m-%d %H:%M} UTC."
    return _find_problem_of_copies(values)


def _find_problem_of_copies(values: Mapping[str, float]) -> str:
    copied = values.get("copied_timestamp_seconds")  # only if there should be copies
    archived = values.get("archived_timestamp_seconds", 0)
    if copied is None or archived - copied <= MAX_COPY_DELAY.total_seconds():
        return ""
    since = f"since {datetime.fromtimestamp(copied, UTC):%Y-%m-%d %H:%M} UTC" if copied else "yet"
    return f"The backups were not copied to the store {since}: the logs of the service backup-copy show why."


def _read(folder: Path) -> Mapping[str, float]:
    files = (folder / "values").glob("[!.]*")
    return {file.name: float(file.read_text("utf-8")) for file in files}
