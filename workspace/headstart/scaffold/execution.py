"""Carries out a plan completely or not at all: after a failure, files and database are as before."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from headstart.checks import api_client, routes
from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.core.journal import File, remove_empty
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.scaffold import migrations, sample
from headstart.scaffold.plan import Plan, read
from headstart.scaffold.undo import Database, journal, undo_on_failure
from headstart.setup import node_packages, platform_packages

# Files that are written by tools, never by hand.
GENERATED = (
    api_client.DOCUMENT,
    api_client.TYPES,
    api_client.RULES,
    routes.TREE,
    project.FRONTEND / "yarn.lock",
    project.FRONTEND / platform_packages.SUMS,
)
ROUTES = "frontend/src/app/routes/"


def carry_out(plan: Plan, url: str) -> list[Path]:
    """Apply the plan to the files and to a database; return the files that tools wrote.

    These are the migration, if there is one, and the generated files that changed.

    Raises:
        WorkspaceError: a step failed. Files and database are as before.
    """
    _refuse_changes_since(plan)
    generated = {path: journal().file(_name(path), is_generated=True) for path in GENERATED}
    database = Database(url, revisions.revision(url), uuid4().hex[-12:], bool(plan.reverted_migration))
    with undo_on_failure([*_files(plan), *generated.values()], database):
        _write(plan)
        with _regenerated_files(plan):
            migration = _write_migration(plan, url, database.new_revision) if plan.migration_message else None
            if not plan.is_destructive:
                revisions.migrate(url)
        # Data is deleted last: dropped tables cannot be restored.
        if plan.reverted_migration:
            _revert(project.ROOT / plan.reverted_migration, url)
        elif plan.is_destructive:
            revisions.migrate(url)
    written = [path for path, file in generated.items() if journal().file(file.path).before != file.before]
    return [migration, *written] if migration else written


def _files(plan: Plan) -> Iterator[File]:
    """Yield the files that the plan changes, as they are now."""
    for change in plan.changes:
        yield journal().file(change.path, change.after.encode() if change.after is not None else None)
    if plan.reverted_migration:
        yield journal().file(plan.reverted_migration)


def _name(path: Path) -> str:
    return str(path.relative_to(project.ROOT))


def _write_migration(plan: Plan, url: str, revision: str) -> Path:
    message = plan.migration_message or ""
    path = Path(development.write_migration(url, message, revision, plan.instructions).path)
    text, exceptions = path.read_text("utf-8"), dict(plan.lint_exceptions)
    if "autocommit_block" in text:
        exceptions["prefer-robust-stmts"] = "all statements can run again"
    if exceptions:
        lines = [f"# squawk-ignore {rule}: {reason}\n" for rule, reason in exceptions.items()]
        path.write_text(text.replace("\nrevision: str", f"\n{''.join(lines)}\nrevision: str", 1), "utf-8")
    return path


@contextmanager
def _regenerated_files(plan: Plan) -> Iterator[None]:
    """Regenerate the generated files while the body of the `with` statement runs."""
    with ThreadPoolExecutor() as pool:
        futures: list[Future[Any]] = [pool.submit(api_client.write)]
        if any(change.path.startswith(ROUTES) for change in plan.changes):
            futures.append(pool.submit(routes.write))
        if any(change.path == sample.PACKAGES for change in plan.changes):
            futures.append(pool.submit(node_packages.write_lock))
        yield
        for future in futures:
            future.result()


def _revert(migration: Path, url: str) -> None:
    revisions.migrate(url, migrations.previous_revision(migration.read_text("utf-8")))
    migration.unlink()


def refuse_other_differences(url: str) -> None:
    """Refuse to start if the new migration would contain other changes of the models.

    Raises:
        WorkspaceError: models and database already differ.
    """
    if development.models_differ(url):
        msg = "models have changed without a migration: run `inv migration`, `inv migrate`, then this again"
        raise WorkspaceError(msg)


def _refuse_changes_since(plan: Plan) -> None:
    for change in plan.changes:
        if change.after is not None and read(project.ROOT, change.path) != change.before:
            msg = f"{change.path} was changed in the meantime: run this command again"
            raise WorkspaceError(msg)


def _write(plan: Plan) -> None:
    for change in plan.changes:
        path = project.ROOT / change.path
        if change.after is None:
            path.unlink()
            remove_empty(path.parent, project.ROOT)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(change.after, "utf-8")
