"""``inv drop``: plan the removal of a resource from all layers."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import existing, records, registry, sample
from headstart.scaffold.creation import render_files
from headstart.scaffold.migrations import find_revertible_migration
from headstart.scaffold.parser import parse
from headstart.scaffold.plan import Change, Plan, read
from headstart.scaffold.specification import Specification

SEARCHED = ("backend", "frontend/src", "frontend/e2e")
GENERATED = ("frontend/src/lib/api/", "frontend/src/app/route-tree.gen.ts", "backend/migrations/versions/")
# Intended here.
LINT_EXCEPTIONS = {
    "ban-drop-table": "nothing uses it any more",
    "require-concurrent-index-deletion": "they are dropped with their table",
}


@dataclass(frozen=True)
class Removal:
    """The plan that drops a resource, its table, and the files that have been edited."""

    plan: Plan
    table: str
    edited: tuple[str, ...]


def plan_removal(name: str, root: Path = project.ROOT) -> Removal:
    """Return the plan that drops a resource.

    Raises:
        WorkspaceError: there is no such resource, or others refer to it.
    """
    [resource] = parse_resources([name], root)
    _refuse_models(resource, [name], root)  # the most common error, before anything slow
    files = existing_files(resource, root)
    creation = find_revertible_migration(resource.tables, root)
    message = None if creation else f"drop {resource.names.many_words}"
    changes = changes_without([resource], files, root)
    edited = _uncommitted(files) if name in sample.resources(root) else _edited(files, root)
    plan = Plan(changes, message, creation, lint_exceptions=LINT_EXCEPTIONS, is_destructive=True)
    return Removal(plan, resource.names.many, edited)


def parse_resources(names: Sequence[str], root: Path) -> list[Specification]:
    """Return the specifications of resources.

    Raises:
        WorkspaceError: one does not exist.
    """
    fields = records.resources(root)
    for name in names:
        if name not in fields:
            msg = f"there is no resource {name} to drop: the resources are {', '.join(fields) or 'none'}"
            raise WorkspaceError(msg)
    return [parse(name, fields[name], root) for name in names]


def changes_without(
    resources: Sequence[Specification], files: Collection[str], root: Path
) -> tuple[Change, ...]:
    """Return the changes that remove resources.

    Args:
        resources: the resources to remove.
        files: their files.
        root: the project's top folder.

    Raises:
        WorkspaceError: another resource refers to one of them, or another file uses one.
    """
    names = [resource.names.cls for resource in resources]
    own = {*files}
    own.update(path for name in names for path in sample.belongings(name, root).paths(root))
    regenerated = _regenerate(names, root)
    for resource in resources:
        _refuse_models(resource, names, root)
        _refuse_mentions(resource, {*own, *(change.path for change in regenerated)}, root)
    deleted = [Change(path, _text(root / path), None) for path in sorted(own)]
    return (*deleted, *regenerated, *registry.removals(resources, root), *sample.without(names, root))


def existing_files(resource: Specification, root: Path) -> dict[str, str]:
    """Return the existing files of a resource with the text that ``inv new`` wrote."""
    return {path: text for path, text in render_files(resource, root).items() if (root / path).exists()}


def _regenerate(names: Collection[str], root: Path) -> list[Change]:
    remaining = [name for name in sample.resources(root) if name not in names]
    paths = {path for name in names for path in sample.belongings(name, root).regenerated}
    if not paths:
        return []
    files = {
        path: text
        for other in parse_resources(remaining, root)
        for path, text in render_files(other, root).items()
    }
    return [Change(path, read(root, path), files[path]) for path in sorted(paths & files.keys())]


def _edited(files: Mapping[str, str], root: Path) -> tuple[str, ...]:
    return tuple(path for path, text in files.items() if read(root, path) != text)


def _uncommitted(paths: Collection[str]) -> tuple[str, ...]:
    """Return the files with uncommitted changes, for the sample, which was written by hand."""
    try:
        diff = git.run("diff", "--name-only", "--relative", "HEAD", "--", *paths)
    except WorkspaceError:  # git is not installed
        return ()
    return tuple(diff.stdout.splitlines())


def _text(path: Path) -> str:
    return path.read_text("utf-8", errors="replace")  # screenshots are not text


def _refuse_models(resource: Specification, removed_names: Collection[str], root: Path) -> None:
    cls, table = resource.names.cls, resource.names.many
    if models := [
        model for model in existing.models_referring_to(table, root) if model.cls not in removed_names
    ]:
        first, *others = [model.cls for model in models]
        names = f"{', '.join([first, *others[:-1]])} and {others[-1]}" if others else first
        verb = "refer" if others else "refers"
        msg = f"{names} still {verb} to {cls}: run `inv drop {first}` first"
        raise WorkspaceError(msg)


def _refuse_mentions(resource: Specification, own: Collection[str], root: Path) -> None:
    if files := [path for path in _mentions(resource, root) if path not in own]:
        msg = f"{', '.join(files)} still uses {resource.names.cls}: remove that first"
        raise WorkspaceError(msg)


def _mentions(resource: Specification, root: Path) -> Iterator[str]:
    """Yield handwritten files that mention a module, the factory or the address of a resource."""
    names = resource.names
    pattern = re.compile(
        rf"app\.(models|controllers\.schemas)\.{names.one}\b|app\.(services|repositories)\.{names.many}\b"
        rf"|\b{names.cls}Factory\b|features/{names.kebabs}\b|/api/{names.kebabs}\b"
    )
    registries = {path for path, _line, _prefix in registry.entries(names)}
    for folder in SEARCHED:
        for path in sorted((root / folder).rglob("*")):
            name = str(path.relative_to(root))
            is_handwritten = path.suffix in {".py", ".ts", ".tsx"} and not name.startswith(GENERATED)
            if is_handwritten and name not in registries and pattern.search(path.read_text("utf-8")):
                yield name
