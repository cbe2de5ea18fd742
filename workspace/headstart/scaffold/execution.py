"""Carries out a plan as a whole, or not at all: what went wrong leaves files and database as they were."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from headstart.checks import api_client, routes
from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.scaffold import migrations, sample
from headstart.scaffold.plan import Plan, read
from headstart.scaffold.undo import Before, contents, remove_empty, undone_on_failure
from headstart.setup import node_packages

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


def carry_out(plan: Plan, url: str) -> Path | None:
    """Do what the plan says, in the files and in a database; return the migration.

    Raises:
        WorkspaceError: it could not be done. Files and database are as they were.
    """
    before = _before(plan, url)
    with undone_on_failure(plan, before):
        _write(plan)
        with _generated(plan):
            made = _write_migration(plan, before) if plan.migration else None
            if not plan.deletes:
                revisions.migrate(url)
        # The data last: what was lost with a table would not come back.
        if plan.taken_back:
            _take_back(project.ROOT / plan.taken_back, url)
        elif plan.deletes:
            revisions.migrate(url)
    return made


def _write_migration(plan: Plan, before: Before) -> Path:
    path = Path(development.write_migration(before.url, plan.migration or "", before.new_revision).path)
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
    paths = [project.ROOT / change.path for change in plan.changes]
    if plan.taken_back:
        paths.append(project.ROOT / plan.taken_back)
    _refuse_changes_since(plan)
    revision = revisions.revision(url)
    return Before(contents(paths), contents(GENERATED), url, revision, uuid4().hex[-12:])


def _refuse_changes_since(plan: Plan) -> None:
    for change in plan.changes:
        if change.after is not None and read(project.ROOT, change.path) != change.before:
            msg = f"{change.path} was changed in the meantime: run the same command again"
            raise WorkspaceError(msg)


def _write(plan: Plan) -> None:
    for change in plan.changes:
        path = project.ROOT / change.path
        if change.after is None:
            path.unlink()
            remove_empty(path.parent)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(change.after, "utf-8")
