"""The development database made ready: for the API in a container, and when another branch is checked out."""

import sys

import psycopg2

from headstart.core.errors import WorkspaceError
from headstart.devdb import branches, development
from headstart.postgres import urls


def prepare() -> str:
    """Open the database, migrate it and seed it if it is empty; return its name, or nothing if that failed.

    What was done and what is wrong is printed: the API runs all the same, and answers 503 until it is fixed.
    Nothing is wrong if another branch was checked out meanwhile, with other migrations.
    """
    seen = branches.stamp()
    try:
        found = development.open_database()
        done = [found.note, development.prepare(found.url)]
    except (WorkspaceError, psycopg2.Error) as error:
        if seen == branches.stamp():
            _say(f"inv: {error}")
        return ""
    _say("\n".join(filter(None, done)) or "the database is ready")
    return urls.database_of(found.url)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
