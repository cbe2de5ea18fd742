"""What the programs for the command line have in common: a unit of work, and short messages."""

import sys
from collections.abc import Callable, Iterable

from app.config import Settings, SettingsError, load_settings
from app.errors import DomainError
from app.mail.mailer import Mailer
from app.repositories.engine import Database
from app.repositories.unit_of_work import UnitOfWork


def print_lines(run: Callable[[UnitOfWork, Settings], Iterable[str]]) -> None:
    """Print the lines that a program yields; exit with a message if it fails."""
    try:
        settings = load_settings(Settings)
        database = Database(settings)
        work = UnitOfWork(database.sessions, {}, Mailer(settings))
        try:
            lines = list(run(work, settings))
        finally:
            work.close()
            database.dispose()
    except SettingsError as error:
        sys.exit(str(error))
    except DomainError as error:
        sys.exit(error.detail)
    print("\n".join(map(_printable, lines)))  # noqa: T201 -- command-line output


def _printable(line: str) -> str:
    # A name or an error could contain a command for the terminal, or another line.
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
