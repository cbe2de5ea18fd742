"""``inv init --bare``: remove the sample and its migrations."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.migrations.revisions import REVISION
from headstart.scaffold import records, sample
from headstart.scaffold.migrations import FOLDER
from headstart.scaffold.plan import Change, read
from headstart.scaffold.removal import changes_without, existing_files, parse_resources
from headstart.scaffold.rendering import fill_templates


def changes_without_sample(root: Path = project.ROOT) -> list[Change]:
    """Return the changes that remove the sample; none if there is no sample.

    Raises:
        WorkspaceError: something else in the project depends on it.
    """
    names = sample.resources(root)
    if not names:
        return []
    _refuse_later_migrations(names, root)
    resources = parse_resources(names, root)
    files = {path for resource in resources for path in existing_files(resource, root)}
    changes = changes_without(resources, files, root)
    return [*map(_record_as_bare, changes), *_first_migration(root)]


def _record_as_bare(change: Change) -> Change:
    if change.path != records.SETTINGS:
        return change
    return replace(change, after=records.without_sample(change.after or ""))


def _refuse_later_migrations(names: list[str], root: Path) -> None:
    files = {str(path.relative_to(root)) for path in (root / FOLDER).glob("*.py")}
    if later := sorted(files - {*sample.migrations(), *sample.machinery()}):
        drops = " and ".join(f"`inv drop {name}`" for name in names)
        msg = (
            f"{', '.join(later)} follows the migrations of the sample, which cannot be deleted then: run "
            f"{drops} to drop the tables in new migrations, then run this command again"
        )
        raise WorkspaceError(msg)


def _first_migration(root: Path) -> Iterator[Change]:
    """Yield the changes that replace the sample's migrations by one with what every resource needs.

    Migrations that do not depend on the sample follow it.
    """
    removed = {path: read(root, path) or "" for path in sample.migrations()}
    added = fill_templates("bare", {}, {})
    for path, text in removed.items():
        yield Change(path, text, None)
    for path, text in added.items():
        yield Change(path, None, text)
    # Of the oldest one: in existing products, the migrations that stay follow it.
    [previous] = REVISION.findall(added[min(added)])
    for path in sample.machinery():
        if before := read(root, path):
            after = before
            for revision in REVISION.findall("".join(removed.values())):
                after = after.replace(f'= "{revision}"', f'= "{previous}"')
            yield Change(path, before, after)
            [previous] = REVISION.findall(before)
