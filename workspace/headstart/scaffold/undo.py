"""Restores files and database after a failure, without undoing changes that others made in the meantime."""

import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from headstart.core import project
from headstart.migrations import revisions
from headstart.scaffold.plan import Plan


@dataclass(frozen=True)
class OriginalState:
    """The files that the plan changes, the generated files, and the database's revision, before the plan.

    ``new_revision`` identifies the migration that the plan writes.
    """

    files: Mapping[Path, bytes | None]
    generated: Mapping[Path, bytes | None]
    url: str
    revision: str | None
    new_revision: str


@contextmanager
def restore_on_failure(plan: Plan, original: OriginalState) -> Iterator[None]:
    """Restore everything if the body fails or is interrupted."""
    try:
        yield
    except BaseException as error:
        with uninterrupted():
            changed_by_others = list(_restore(plan, original))
        if changed_by_others:
            error.add_note(
                f"changed by others in the meantime and not restored: {', '.join(changed_by_others)}"
            )
        raise


def contents(paths: Iterable[Path]) -> dict[Path, bytes | None]:
    """Return the contents of files; None for a file that does not exist."""
    return {path: path.read_bytes() if path.exists() else None for path in paths}


def remove_empty(folder: Path) -> None:
    """Delete a folder and its parents as long as they are empty."""
    while folder != project.ROOT and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _restore(plan: Plan, original: OriginalState) -> Iterator[str]:
    """Restore files and database; yield the files that others have changed."""
    for path, content in original.generated.items():
        _restore_file(path, content)
    for change in plan.changes:
        path = project.ROOT / change.path
        if _was_written_by_plan(path, change.after):
            _restore_file(path, original.files[path])
        elif contents([path])[path] != original.files[path]:
            yield change.path
    if plan.reverted_migration and not (project.ROOT / plan.reverted_migration).exists():
        _restore_file(
            project.ROOT / plan.reverted_migration, original.files[project.ROOT / plan.reverted_migration]
        )
    _restore_database(plan, original)


def _restore_database(plan: Plan, original: OriginalState) -> None:
    migration = revisions.files().get(original.new_revision)
    current = revisions.revision(original.url)
    if current != original.revision and (plan.reverted_migration or current == original.new_revision):
        revisions.migrate(original.url, original.revision or "base")
    if migration:  # deleted last: the downgrade needs it
        migration.unlink()


def _was_written_by_plan(path: Path, after: str | None) -> bool:
    """Return whether a file is as the plan wrote it, completely or in part."""
    if after is None:
        return not path.exists()
    return path.exists() and after.encode().startswith(path.read_bytes())


def _restore_file(path: Path, content: bytes | None) -> None:
    if content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    elif path.exists():
        path.unlink()
    remove_empty(path.parent)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ignore Ctrl-C and termination while something is restored."""
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
