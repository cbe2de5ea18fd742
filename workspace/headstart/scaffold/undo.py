"""Takes back what a plan did to files and database, and nothing that others did in the meantime."""

import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from headstart.core import project
from headstart.migrations import revisions
from headstart.scaffold.plan import Plan


@dataclass(frozen=True)
class Before:
    """How things were: files that the plan changes, files that tools write, the database's revision.

    ``new_revision`` is the migration that the plan writes, if it comes that far.
    """

    written: Mapping[Path, bytes | None]
    generated: Mapping[Path, bytes | None]
    url: str
    revision: str | None
    new_revision: str


@contextmanager
def undone_on_failure(plan: Plan, before: Before) -> Iterator[None]:
    """Restore everything if the body fails or is interrupted."""
    try:
        yield
    except BaseException as error:
        with uninterrupted():
            left = list(_restore(plan, before))
        if left:
            error.add_note(f"changed by others in the meantime and left as they are: {', '.join(left)}")
        raise


def contents(paths: Iterable[Path]) -> dict[Path, bytes | None]:
    """Return what files hold; None for one that does not exist."""
    return {path: path.read_bytes() if path.exists() else None for path in paths}


def remove_empty(folder: Path) -> None:
    """Delete a folder and those above it while they are empty."""
    while folder != project.ROOT and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _restore(plan: Plan, before: Before) -> Iterator[str]:
    """Restore files and database; yield the files that somebody else has changed."""
    for path, content in before.generated.items():
        _put_back(path, content)
    for change in plan.changes:
        path = project.ROOT / change.path
        if _is_by_the_plan(path, change.after):
            _put_back(path, before.written[path])
        elif contents([path])[path] != before.written[path]:
            yield change.path
    if plan.taken_back and not (project.ROOT / plan.taken_back).exists():
        _put_back(project.ROOT / plan.taken_back, before.written[project.ROOT / plan.taken_back])
    _restore_database(plan, before)


def _restore_database(plan: Plan, before: Before) -> None:
    new = revisions.files().get(before.new_revision)
    at = revisions.revision(before.url)
    if at != before.revision and (plan.taken_back or at == before.new_revision):
        revisions.migrate(before.url, before.revision or "base")
    if new:  # last: the way back stands in it
        new.unlink()


def _is_by_the_plan(path: Path, after: str | None) -> bool:
    """Return whether a file is as the plan left it, or as far as it came."""
    if after is None:
        return not path.exists()
    return path.exists() and after.encode().startswith(path.read_bytes())


def _put_back(path: Path, content: bytes | None) -> None:
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
