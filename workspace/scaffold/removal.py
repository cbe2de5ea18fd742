"""``inv drop``: the plan after which a resource has never been there."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from workspace import project
from workspace.errors import WorkspaceError
from workspace.scaffold import existing, registry
from workspace.scaffold.creation import files_of
from workspace.scaffold.migrations import unshared_creation
from workspace.scaffold.parser import parse
from workspace.scaffold.plan import Change, Plan, read
from workspace.scaffold.specification import Specification

SEARCHED = ("backend", "frontend/src", "frontend/e2e")
GENERATED = ("frontend/src/lib/api/", "frontend/src/app/route-tree.gen.ts", "backend/migrations/versions/")


@dataclass(frozen=True)
class Removal:
    """What drops a resource, its table, and the files that are not as they were made."""

    plan: Plan
    table: str
    edited: tuple[str, ...]


def plan_removal(name: str, root: Path = project.ROOT) -> Removal:
    """Return what drops a resource.

    Raises:
        WorkspaceError: there is no such resource, or others refer to it.
    """
    words = registry.recorded(root)
    if name not in words:
        msg = f"there is no resource {name} to drop: `inv new` made {', '.join(words) or 'none'}"
        raise WorkspaceError(msg)
    resource = parse(name, words[name], root)
    made = {path: text for path, text in files_of(resource, root).items() if (root / path).exists()}
    _refuse_references(resource, made, root)
    edited = tuple(path for path, text in made.items() if read(root, path) != text)
    deleted = [Change(path, read(root, path), None) for path in made]
    changes = [*deleted, *registry.unlisted(resource.names, resource.words, root)]
    creation = unshared_creation(resource.names.many, root)
    message = None if creation else f"drop {resource.names.many_words}"
    return Removal(Plan(tuple(changes), message, creation), resource.names.many, edited)


def _refuse_references(resource: Specification, own: Collection[str], root: Path) -> None:
    cls, table = resource.names.cls, resource.names.many
    if models := existing.referring(table, root):
        referring = ", ".join(model.cls for model in models)
        msg = f"{referring} still refers to {cls}: drop that first (`inv drop {models[0].cls}`)"
        raise WorkspaceError(msg)
    if files := [path for path in _mentions(resource, root) if path not in own]:
        msg = f"{', '.join(files)} still uses {cls}: change that first"
        raise WorkspaceError(msg)


def _mentions(resource: Specification, root: Path) -> Iterator[str]:
    """Yield the files, written by hand, that name a module, the factory or the address of a resource."""
    names = resource.names
    signs = re.compile(
        rf"app\.(models|controllers\.schemas)\.{names.one}\b|app\.(services|repositories)\.{names.many}\b"
        rf"|\b{names.cls}Factory\b|features/{names.kebabs}\b|/api/{names.kebabs}\b"
    )
    listing = {path for path, _line, _prefix in registry.entries(names, "")}
    for folder in SEARCHED:
        for path in sorted((root / folder).rglob("*")):
            name = str(path.relative_to(root))
            written = path.suffix in {".py", ".ts", ".tsx"} and not name.startswith(GENERATED)
            if written and name not in listing and signs.search(path.read_text("utf-8")):
                yield name
