"""Error messages for bulk seeding."""

import psycopg2
from psycopg2 import errors as postgres

CONNECTION = ("08", "57P")  # classes of PostgreSQL's error codes


class SeedError(Exception):
    """The rows cannot be generated; the message says why and what to do."""


def describe(error: psycopg2.Error) -> str:
    """Return a message about an error of the database."""
    reason = (str(error).strip() or "no reason given").splitlines()[0]
    if isinstance(error, postgres.DiskFull):
        return f"the database's disk is full ({reason}): free some space, then run this command again"
    if isinstance(error, postgres.LockNotAvailable | postgres.DeadlockDetected):
        return "another session is using these tables: end it, then run this command again"
    if error.pgcode is None or error.pgcode.startswith(CONNECTION):
        return f"the database does not answer ({reason}): start it, then run this command again"
    if isinstance(error, postgres.UndefinedTable | postgres.UndefinedColumn):
        return f"the database is not at the newest migration ({reason}): run `inv migrate` and try again"
    if isinstance(error, psycopg2.IntegrityError | psycopg2.DataError):
        return f"the database rejects a row of the factory ({reason}): correct the factory"
    return f"the database reported an error ({reason})"
