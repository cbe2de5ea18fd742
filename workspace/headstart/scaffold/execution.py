"""Carries out a plan as a whole, or not at all: what went wrong leaves files and database as they were."""

import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headstart.checks import api_client, routes
from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.scaffold import migrations, sample
from headstart.scaffold.plan import Plan
from headstart.setup import node_packages

VERSIONS = project.BACKEND / "migrations" / "versions"
# What tools write, and nobody by hand.
GENERATED = (
    api_client.DOCUMENT,
    api_client.TYPES,
    api_client.RULES,
    routes.TREE,
    project.FRONTEND / "yarn.lock",
)
# What `inv check` would say of a migration that drops a table.
ACCEPTED = """# squawk-ignore ban-drop-table: nothing uses it any more
# squawk-ignore require-concurrent-index-deletion: they go with their table
"""


@dataclass(frozen=True)
class Before:
    """The files, all migrations among them, and the database's revision, as they were."""

    texts: dict[Path, bytes | None]
    url: str
    revision: str | None


def carry_out(plan: Plan, url: str) -> Path | None:
    """Do what the plan says, in the files and in a database; return the migration.

    Raises:
        WorkspaceError: it could not be done. Files and database are as they were.
    """
    with _undone(_before(plan, url)):
        _write(plan)
        with _generated(plan):
            made = _write_migration(plan, url) if plan.migration else None
            if not plan.deletes:
                revisions.migrate(url)
        # The data last: what was lost with a table would not come back.
        if plan.taken_back:
            _take_back(project.ROOT / plan.taken_back, url)
        elif plan.deletes:
            revisions.migrate(url)
    return made


def _write_migration(plan: Plan, url: str) -> Path:
    path = Path(development.write_migration(url, plan.migration or ""))
    if plan.deletes:
        text = path.read_text("utf-8")
        path.write_text(text.replace("\nrevision: str", f"\n{ACCEPTED}\nrevision: str", 1), "utf-8")
    return path


@contextmanager
def _generated(plan: Plan) -> Iterator[None]:
    """Let tools write what they make of the files, beside what is done meanwhile."""
    with ThreadPoolExecutor() as pool:
        written: list[Future[Any]] = [pool.submit(api_client.write), pool.submit(routes.write)]
        if any(change.path == sample.PACKAGES for change in plan.changes):
            written.append(pool.submit(node_packages.write_lock))
        yield
        for each in written:
            each.result()


def _take_back(migration: Path, url: str) -> None:
    revisions.migrate(url, migrations.predecessor(migration.read_text("utf-8")))
    migration.unlink()


def refuse_other_differences(url: str) -> None:
    """Refuse to begin where the migration would hold what others changed.

    Raises:
        WorkspaceError: models and database do not agree already.
    """
    if development.models_differ(url):
        msg = "models were changed without a migration: run `inv migration`, `inv migrate`, then this again"
        raise WorkspaceError(msg)


def _before(plan: Plan, url: str) -> Before:
    paths = [*(project.ROOT / change.path for change in plan.changes), *GENERATED, *VERSIONS.glob("*.py")]
    texts = {path: path.read_bytes() if path.exists() else None for path in paths}
    return Before(texts, url, revisions.revision(url))


def _write(plan: Plan) -> None:
    for change in plan.changes:
        path = project.ROOT / change.path
        if change.after is None:
            path.unlink()
            _remove_empty(path.parent)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(change.after, "utf-8")


@contextmanager
def _undone(before: Before) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with uninterrupted():
            _restore(before)
        raise


def _restore(before: Before) -> None:
    _restore_files(before.texts)
    # The way back stands in the migration: it goes when the database is back.
    if revisions.revision(before.url) != before.revision:
        revisions.migrate(before.url, before.revision or "base")
    for path in VERSIONS.glob("*.py"):
        if path not in before.texts:
            path.unlink()


def _restore_files(texts: Mapping[Path, bytes | None]) -> None:
    for path, content in texts.items():
        if content is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif path.exists():
            path.unlink()
        _remove_empty(path.parent)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let nobody interrupt what takes things back."""
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _remove_empty(folder: Path) -> None:
    while folder != project.ROOT and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
