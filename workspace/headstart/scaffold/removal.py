"""``inv drop``: the plan after which a resource has never been there."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import existing, records, registry, sample
from headstart.scaffold.creation import files_of
from headstart.scaffold.migrations import unshared_creation
from headstart.scaffold.parser import parse
from headstart.scaffold.plan import Change, Plan, read
from headstart.scaffold.specification import Specification

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
    [resource] = described([name], root)
    _refuse_models(resource, [name], root)  # the usual refusal, before anything takes long
    made = made_files(resource, root)
    creation = unshared_creation(resource.names.many, root)
    message = None if creation else f"drop {resource.names.many_words}"
    changes = changes_without([resource], made, root)
    edited = _uncommitted(made) if name in sample.resources(root) else _edited(made, root)
    return Removal(Plan(changes, message, creation), resource.names.many, edited)


def described(names: Sequence[str], root: Path) -> list[Specification]:
    """Return the resources of these names.

    Raises:
        WorkspaceError: one is not there.
    """
    words = records.resources(root)
    for name in names:
        if name not in words:
            msg = f"there is no resource {name} to drop: `inv new` made {', '.join(words) or 'none'}"
            raise WorkspaceError(msg)
    return [parse(name, words[name], root) for name in names]


def changes_without(
    resources: Sequence[Specification], made: Collection[str], root: Path
) -> tuple[Change, ...]:
    """Return the changes after which the resources have never been there.

    Args:
        resources: all that go.
        made: their files.
        root: the top of the project.

    Raises:
        WorkspaceError: others refer to one, or files that nobody made for them use it.
    """
    names = [resource.names.cls for resource in resources]
    own = {*made}
    own.update(path for name in names for path in sample.belongings(name, root).paths(root))
    remade = _remade(names, root)
    for resource in resources:
        _refuse_models(resource, names, root)
        _refuse_mentions(resource, {*own, *(change.path for change in remade)}, root)
    deleted = [Change(path, _text(root / path), None) for path in sorted(own)]
    return (*deleted, *remade, *registry.unlisted(resources, root), *sample.without(names, root))


def made_files(resource: Specification, root: Path) -> dict[str, str]:
    """Return the files of a resource that are there, as they were when they were made."""
    return {path: text for path, text in files_of(resource, root).items() if (root / path).exists()}


def _remade(names: Collection[str], root: Path) -> list[Change]:
    staying = [name for name in sample.resources(root) if name not in names]
    paths = {path for name in names for path in sample.belongings(name, root).remade}
    if not paths:
        return []
    made = {path: text for other in described(staying, root) for path, text in files_of(other, root).items()}
    return [Change(path, read(root, path), made[path]) for path in sorted(paths & made.keys())]


def _edited(made: Mapping[str, str], root: Path) -> tuple[str, ...]:
    return tuple(path for path, text in made.items() if read(root, path) != text)


def _uncommitted(paths: Collection[str]) -> tuple[str, ...]:
    """Return the files that are not as git keeps them: the sample was written by hand."""
    try:
        found = git.run("diff", "--name-only", "--relative", "HEAD", "--", *paths)
    except WorkspaceError:  # without git nobody can tell
        return ()
    return tuple(found.stdout.splitlines())


def _text(path: Path) -> str:
    return path.read_text("utf-8", errors="replace")  # pictures go too


def _refuse_models(resource: Specification, going: Collection[str], root: Path) -> None:
    cls, table = resource.names.cls, resource.names.many
    if models := [model for model in existing.referring(table, root) if model.cls not in going]:
        first, *others = [model.cls for model in models]
        referring = f"{', '.join([first, *others[:-1]])} and {others[-1]}" if others else first
        verb, what = ("refer", "those") if others else ("refers", "that")
        msg = f"{referring} still {verb} to {cls}: drop {what} first (`inv drop {first}`)"
        raise WorkspaceError(msg)


def _refuse_mentions(resource: Specification, own: Collection[str], root: Path) -> None:
    if files := [path for path in _mentions(resource, root) if path not in own]:
        msg = f"{', '.join(files)} still uses {resource.names.cls}: change that first"
        raise WorkspaceError(msg)


def _mentions(resource: Specification, root: Path) -> Iterator[str]:
    """Yield the files, written by hand, that name a module, the factory or the address of a resource."""
    names = resource.names
    signs = re.compile(
        rf"app\.(models|controllers\.schemas)\.{names.one}\b|app\.(services|repositories)\.{names.many}\b"
        rf"|\b{names.cls}Factory\b|features/{names.kebabs}\b|/api/{names.kebabs}\b"
    )
    listing = {path for path, _line, _prefix in registry.entries(names)}
    for folder in SEARCHED:
        for path in sorted((root / folder).rglob("*")):
            name = str(path.relative_to(root))
            written = path.suffix in {".py", ".ts", ".tsx"} and not name.startswith(GENERATED)
            if written and name not in listing and signs.search(path.read_text("utf-8")):
                yield name
