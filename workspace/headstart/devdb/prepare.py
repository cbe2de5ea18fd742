"""Prepares the development database for the API in a container, and after a change of the branch."""

import sys

import psycopg2

from headstart.core.errors import WorkspaceError
from headstart.devdb import branches, development
from headstart.postgres import urls


def prepare() -> str:
    """Open the database, migrate it and seed it if it is empty; return its name, or nothing after a failure.

    Failures are printed: the API runs anyway, and answers 503 until they are fixed. They are ignored if
    another branch, with other migrations, was checked out in the meantime.
    """
    stamp = branches.stamp()
    try:
        database = development.open_database()
        messages = [database.note, development.prepare(database.url)]
    except (WorkspaceError, psycopg2.Error) as error:
        if stamp == branches.stamp():
            _say(f"inv: {error}")
        return ""
    _say("\n".join(filter(None, messages)) or "the database is ready")
    return urls.database_name(database.url)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
