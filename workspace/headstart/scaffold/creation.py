"""``inv new``: plan a resource with all its layers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import icons, registry
from headstart.scaffold.demo import demo_rows
from headstart.scaffold.parser import parse
from headstart.scaffold.plan import Change, Plan
from headstart.scaffold.references import refuse_incomplete_targets, refuse_other_owners
from headstart.scaffold.registry import DEFAULT_LOOK, Look
from headstart.scaffold.renaming import refuse_conflicts
from headstart.scaffold.rendering import (
    format_python,
    format_typescript,
    render_backend,
    render_frontend,
)
from headstart.scaffold.specification import Owner, Specification
from headstart.scaffold.used_names import read_used_names


def plan_creation(  # noqa: PLR0913 -- each is an option of `inv new`
    name: str,
    args: Sequence[str],
    root: Path = project.ROOT,
    *,
    api_only: bool = False,
    owner: Owner | None = None,
    is_public: bool = False,
    look: Look = DEFAULT_LOOK,
) -> Plan:
    """Return the plan that creates a resource; without an icon, its section gets one by its name.

    Raises:
        WorkspaceError: the arguments are invalid, there is no such icon, or one of the files already exists.
    """
    resource = replace(specify(name, args, root, owner, api_only=api_only), is_public=is_public)
    files = render_files(resource, root, api_only=api_only)
    if existing := [path for path in files if (root / path).exists()]:
        msg = f"{name} would overwrite {', '.join(existing)}: move those files, or choose another name"
        raise WorkspaceError(msg)
    written = [Change(path, None, text) for path, text in files.items()]
    if not api_only:
        look = replace(look, icon=icons.choose(resource.names, look.icon, root))
    changes = [*written, *registry.additions(resource, root, api_only=api_only, look=look)]
    return Plan(tuple(changes), f"create {resource.names.many_words}")


def specify(
    name: str,
    args: Sequence[str],
    root: Path = project.ROOT,
    owner: Owner | None = None,
    *,
    api_only: bool = False,
) -> Specification:
    """Return the specification of a new resource, whose names are free.

    Raises:
        WorkspaceError: the arguments are invalid, or a name is taken.
    """
    resource = replace(parse(name, args, root), owner=owner)
    refuse_other_owners(resource)
    used = read_used_names(root)
    refuse_incomplete_targets(resource, used, root, api_only=api_only)
    refuse_conflicts(resource, args, used, root, api_only=api_only)
    return resource


def render_files(
    resource: Specification, root: Path = project.ROOT, *, api_only: bool = False
) -> dict[str, str]:
    """Return the files that ``inv new`` writes for a resource."""
    [files] = render_versions([resource], root, api_only=api_only)
    return files


def render_versions(
    resources: Sequence[Specification], root: Path = project.ROOT, *, api_only: bool = False
) -> list[dict[str, str]]:
    """Return the files of several resources, formatted together so that each formatter starts only once."""
    python = format_python(_numbered(map(render_backend, resources)))
    typescript = {} if api_only else format_typescript(_numbered(map(render_frontend, resources)))
    texts = {**python, **typescript}
    return [
        _with_demo(
            {path.partition("/")[2]: text for path, text in texts.items() if path.startswith(f"{number}/")},
            resource, root,
        )
        for number, resource in enumerate(resources)
    ]  # fmt: skip


def _numbered(versions: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {f"{number}/{path}": text for number, files in enumerate(versions) for path, text in files.items()}


def _with_demo(files: dict[str, str], resource: Specification, root: Path) -> dict[str, str]:
    """Return the files with the demo data, or without the code that reads it if there cannot be any."""
    seeds = f"backend/seeds/{resource.names.many}"
    rows = demo_rows(resource, root)
    if rows:
        files[f"{seeds}.csv"] = rows
        return files
    seed_files = {f"{seeds}.py", f"backend/tests/seeds/test_{resource.names.many}.py"}
    return {path: text for path, text in files.items() if path not in seed_files}
