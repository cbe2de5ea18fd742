"""Reads and runs migrations: a database's revision, the newest one, and upgrades."""

import os
import re
import sys
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from headstart.core import commands, project
from headstart.core.commands import Completed
from headstart.core.errors import WorkspaceError
from headstart.postgres.databases import connect
from headstart.postgres.urls import database_name

REVISION = re.compile(r"""^revision(?:: str)? = ["']([^"']+)["']""", re.MULTILINE)
FOLLOWS = re.compile(r"^down_revision(?:: [^=]+)? = (.+)$", re.MULTILINE)  # one, several or None
PLACE = re.compile(r'File "[^"]*/versions/([^"]+)", line (\d+)')  # in a traceback
QUOTED = re.compile(r"""["']([^"']+)["']""")


def newest_revision() -> str | None:
    """Return the newest revision, read from the files; None if there is none or more than one."""
    heads = newest_revisions()
    return heads.pop() if len(heads) == 1 else None


def newest_revisions() -> set[str]:
    """Return the newest revisions, which may be several after branches were merged."""
    return set(_migrations().newest)


def is_known(revision: str | None) -> bool:
    """Return whether this checkout has a revision; None, before the first one, is always known."""
    return revision is None or revision in files()


def revision(url: str, *, wait: bool = False) -> str | None:
    """Return the revision of a database; None before the first one.

    With ``wait``, a migration that is being committed counts.
    """
    with closing(connect(url)) as session, session.cursor() as rows:
        rows.execute("SELECT to_regclass('alembic_version') IS NOT NULL")
        if rows.fetchone() != (True,):
            return None
        if wait:
            rows.execute("LOCK TABLE alembic_version IN SHARE MODE")
        rows.execute("SELECT version_num FROM alembic_version")
        row = rows.fetchone()
        return row[0] if row else None


def migrate(url: str, to: str = "head") -> None:
    """Migrate a database to a newer or older revision; nothing runs if it is already at head.

    Raises:
        WorkspaceError: a migration failed, or the target is ambiguous.
    """
    before = revision(url)
    if not is_known(before):
        raise WorkspaceError(describe_unknown(database_name(url), before))
    if to == "base" or to.startswith("-"):
        _alembic(url, "downgrade", to)
        return
    if to == "head" and (problem := describe_multiple_heads()):
        raise WorkspaceError(problem)
    if to == "head" and before == newest_revision() is not None:
        return
    _alembic(url, "upgrade", to)
    # For an older revision, Alembic's upgrade silently does nothing.
    if before and to != "head" and not before.startswith(to) and revision(url) == before:
        _alembic(url, "downgrade", to)


def undo_failed(url: str, revision: str, before: str | None) -> None:
    """Undo a migration that failed after it committed a part, and so did not change the database's revision.

    The downgrade of such a migration accepts that parts are missing.
    """
    _alembic(url, "stamp", revision)
    _alembic(url, "downgrade", before or "base")


def describe_unknown(database: str, revision: str | None) -> str:
    """Return a message about a revision that this checkout does not have."""
    return (
        f"{database} is at the migration {revision}, which this checkout does not have: switch to the branch "
        f"that does (see `git log --all -S {revision} -- backend/migrations`), or run `inv db.reset`, "
        f"which recreates the database and keeps the old one as a snapshot"
    )


def describe_multiple_heads() -> str:
    """Return a message about several newest migrations; empty if there is only one."""
    heads = newest_revisions()
    if len(heads) <= 1:
        return ""
    return (
        f"the migrations {' and '.join(sorted(heads))} are both the newest, after two branches were merged: "
        f'run `.venv/bin/alembic merge heads -m "what both do"` to write one that follows both'
    )


def files() -> dict[str, Path]:
    """Return the file of each revision.

    This reads the files itself, because importing Alembic would slow down every command.
    """
    return dict(_migrations().files)


@dataclass(frozen=True)
class _Migrations:
    """The file of each revision, and the newest revisions."""

    files: dict[str, Path]
    newest: set[str]


def _migrations() -> _Migrations:
    """Read the files; the result is cached until they change."""
    with os.scandir(project.BACKEND / "migrations" / "versions") as entries:
        versions = [(each.path, each.stat()) for each in entries if each.name.endswith(".py")]
    return _read(tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in versions))


@lru_cache(maxsize=1)
def _read(versions: tuple[tuple[str, int, int], ...]) -> _Migrations:
    files: dict[str, Path] = {}
    predecessors: set[str] = set()
    for path, _time, _size in versions:
        text = Path(path).read_text("utf-8")
        files |= {revision: Path(path) for revision in REVISION.findall(text)}
        predecessors.update(each for line in FOLLOWS.findall(text) for each in QUOTED.findall(line))
    return _Migrations(files, files.keys() - predecessors)


def reason(result: Completed) -> str:
    """Return the reason why Alembic failed, with the line in the migration if it raised an exception."""
    message = result.last_line.removeprefix("FAILED: ")
    places = PLACE.findall(result.stderr)
    return f"{message} ({', line '.join(places[-1])})" if places else message


def _alembic(url: str, *args: str) -> None:
    result = commands.run([sys.executable, "-m", "alembic", *args], {**os.environ, "DATABASE_URL": url})
    if result.exit_code == 0:
        return
    unknown = re.search(r"Can't locate revision identified by '([^']*)'", result.last_line)
    if unknown:
        msg = f"there is no migration {unknown[1]}: `.venv/bin/alembic history` lists all"
        raise WorkspaceError(msg)
    msg = f"the migration failed: {reason(result)}"
    raise WorkspaceError(msg)
