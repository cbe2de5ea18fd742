"""What can go wrong, each in a sentence for the person who seeds."""

import psycopg2
from psycopg2 import errors as postgres

CONNECTION = ("08", "57P")  # classes of PostgreSQL's error codes: what ended, or did not begin


class SeedError(Exception):
    """Says in one sentence why the rows cannot be made, and what to do."""


def sentence(error: psycopg2.Error) -> str:
    """Return what an error of the database means here."""
    reason = (str(error).strip() or "it gave no reason").splitlines()[0]
    if isinstance(error, postgres.DiskFull):
        return f"the database has no room left ({reason}): free some space, then run it again"
    if isinstance(error, postgres.LockNotAvailable | postgres.DeadlockDetected):
        return "another session works on these tables: end it, then run it again"
    if error.pgcode is None or error.pgcode.startswith(CONNECTION):
        return f"the database does not answer ({reason}): start it, then run it again"
    if isinstance(error, postgres.UndefinedTable | postgres.UndefinedColumn):
        return f"the database is not at the newest migration ({reason}): run `inv migrate`, then it again"
    if isinstance(error, psycopg2.IntegrityError | psycopg2.DataError):
        return f"the database refuses a row as the factory describes it ({reason}): correct the factory"
    return f"the database refuses ({reason})"
