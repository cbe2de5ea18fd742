"""The migrations of a database: which one it is at, which is the newest, and the way there."""

import os
import re
import sys
from contextlib import closing

from workspace import commands, project
from workspace.databases import connect


def newest_revision() -> str | None:
    """Return the revision that no other one follows, read from the files; None when there is none.

    Importing Alembic to ask it would take half a second of every command that wants to know.
    """
    made, followed = set[str](), set[str]()
    for path in (project.BACKEND / "migrations" / "versions").glob("*.py"):
        text = path.read_text("utf-8")
        made.update(re.findall(r'^revision(?:: str)? = "(\w+)"', text, re.MULTILINE))
        followed.update(re.findall(r'^down_revision(?:: [^=]+)? = "(\w+)"', text, re.MULTILINE))
    heads = made - followed
    return heads.pop() if len(heads) == 1 else None


def revision(url: str) -> str | None:
    """Return the migration that a database is at, or None before the first."""
    with closing(connect(url)) as session, session.cursor() as rows:
        rows.execute("SELECT to_regclass('alembic_version') IS NOT NULL")
        if rows.fetchone() != (True,):
            return None
        rows.execute("SELECT version_num FROM alembic_version")
        row = rows.fetchone()
        return row[0] if row else None


def migrate(url: str, to: str = "head") -> None:
    """Bring a database to a revision, newer or older; at head already, nothing is started.

    Raises:
        WorkspaceError: a migration failed; the sentence holds the database's reason.
    """
    if to == "base" or to.startswith("-"):
        _alembic(url, "downgrade", to)
        return
    before = revision(url)
    if to == "head" and before == newest_revision() is not None:
        return
    _alembic(url, "upgrade", to)
    # Asked for a revision that is behind, Alembic's upgrade does nothing and says nothing.
    if before and to != "head" and not before.startswith(to) and revision(url) == before:
        _alembic(url, "downgrade", to)


def _alembic(url: str, *words: str) -> None:
    environment = {**os.environ, "DATABASE_URL": url}
    commands.output([sys.executable, "-m", "alembic", *words], environment, doing="the migrations stopped")
