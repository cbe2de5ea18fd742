"""``inv init --bare``: the sample goes, and its migrations with it, as if it had never been there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import records, sample
from headstart.scaffold.migrations import FOLDER
from headstart.scaffold.plan import Change, read
from headstart.scaffold.removal import changes_without, described, made_files
from headstart.scaffold.rendering import filled


def changes_without_sample(root: Path = project.ROOT) -> list[Change]:
    """Return the changes after which there is no sample; none where it is gone already.

    Raises:
        WorkspaceError: something else in the project stands on it.
    """
    names = sample.resources(root)
    if not names:
        return []
    _refuse_later_migrations(names, root)
    resources = described(names, root)
    made = {path for resource in resources for path in made_files(resource, root)}
    changes = changes_without(resources, made, root)
    return [*map(_recorded_as_bare, changes), *_first_migration(root)]


def _recorded_as_bare(change: Change) -> Change:
    if change.path != records.SETTINGS:
        return change
    return replace(change, after=records.without_sample(change.after or ""))


def _refuse_later_migrations(names: list[str], root: Path) -> None:
    files = {str(path.relative_to(root)) for path in (root / FOLDER).glob("*.py")}
    if later := sorted(files - set(sample.migrations())):
        drops = " and ".join(f"`inv drop {name}`" for name in names)
        msg = (
            f"{', '.join(later)} follows the migrations of the sample, which have to stay: {drops} leave "
            f"them and drop the tables, then this does the rest"
        )
        raise WorkspaceError(msg)


def _first_migration(root: Path) -> Iterator[Change]:
    """Yield the changes after which the history begins with what every resource needs."""
    for path in sample.migrations():
        yield Change(path, read(root, path), None)
    for path, text in filled("bare", {}, {}).items():
        yield Change(path, None, text)
