"""The migrations of a database: which one it is at, which is the newest, and the way there."""

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
from headstart.postgres.urls import database_of

REVISION = re.compile(r"""^revision(?:: str)? = ["']([^"']+)["']""", re.MULTILINE)
FOLLOWS = re.compile(r"^down_revision(?:: [^=]+)? = (.+)$", re.MULTILINE)  # one, several, or None
PLACE = re.compile(r'File "[^"]*/versions/([^"]+)", line (\d+)')  # in a traceback
QUOTED = re.compile(r"""["']([^"']+)["']""")


def newest_revision() -> str | None:
    """Return the revision that no other one follows, read from the files; None when there is none."""
    heads = newest_revisions()
    return heads.pop() if len(heads) == 1 else None


def newest_revisions() -> set[str]:
    """Return the revisions that no other one follows: more than one after two branches were merged."""
    return set(_known().newest)


def is_known(revision: str | None) -> bool:
    """Say whether the files here have a migration; a database without any is fit for all."""
    return revision is None or revision in files()


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
        WorkspaceError: a migration failed, with the database's reason; or there is no one way to go.
    """
    before = revision(url)
    if not is_known(before):
        raise WorkspaceError(unknown(database_of(url), before))
    if to == "base" or to.startswith("-"):
        _alembic(url, "downgrade", to)
        return
    if to == "head" and (complaint := several()):
        raise WorkspaceError(complaint)
    if to == "head" and before == newest_revision() is not None:
        return
    _alembic(url, "upgrade", to)
    # Asked for a revision that is behind, Alembic's upgrade does nothing and says nothing.
    if before and to != "head" and not before.startswith(to) and revision(url) == before:
        _alembic(url, "downgrade", to)


def unknown(database: str, revision: str | None) -> str:
    """Say that a database is at a migration that the files lack, and the way out."""
    return (
        f"{database} is at the migration {revision}, which this checkout does not have: switch to the branch "
        f"that does (`git log --all -S {revision} -- backend/migrations` finds it), or `inv db.reset` makes "
        f"the database again and keeps this one as a snapshot"
    )


def several() -> str:
    """Say that there is more than one newest migration, and the way out; nothing where there is one."""
    heads = newest_revisions()
    if len(heads) <= 1:
        return ""
    return (
        f"the migrations {' and '.join(sorted(heads))} do not know of one another, two branches made them: "
        f'`alembic merge heads -m "what both do"` writes one that follows both'
    )


def files() -> dict[str, Path]:
    """Return the file of each revision.

    Importing Alembic to ask it would take half a second of every command that wants to know.
    """
    return dict(_known().files)


@dataclass(frozen=True)
class _Known:
    """What the files say: the file of each revision, and which revisions no other one follows."""

    files: dict[str, Path]
    newest: set[str]


def _known() -> _Known:
    """Read the files, once as long as they stay the same: one command asks often, and there may be many."""
    with os.scandir(project.BACKEND / "migrations" / "versions") as entries:
        found = [(each.path, each.stat()) for each in entries if each.name.endswith(".py")]
    return _read(tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in found))


@lru_cache(maxsize=1)
def _read(versions: tuple[tuple[str, int, int], ...]) -> _Known:
    files: dict[str, Path] = {}
    followed: set[str] = set()
    for path, _time, _size in versions:
        text = Path(path).read_text("utf-8")
        files |= {revision: Path(path) for revision in REVISION.findall(text)}
        followed.update(each for line in FOLLOWS.findall(text) for each in QUOTED.findall(line))
    return _Known(files, files.keys() - followed)


def reason(ended: Completed) -> str:
    """Return why Alembic stopped, with the place in the migration if it was Python that failed."""
    said = ended.last_line.removeprefix("FAILED: ")
    places = PLACE.findall(ended.stderr)
    return f"{said} ({', line '.join(places[-1])})" if places else said


def _alembic(url: str, *words: str) -> None:
    ended = commands.run([sys.executable, "-m", "alembic", *words], {**os.environ, "DATABASE_URL": url})
    if ended.exit_code == 0:
        return
    lacking = re.search(r"Can't locate revision identified by '([^']*)'", ended.last_line)
    if lacking:
        msg = f"no migration is called {lacking[1]}: `alembic history` lists them"
        raise WorkspaceError(msg)
    msg = f"the migrations stopped: {reason(ended)}"
    raise WorkspaceError(msg)
