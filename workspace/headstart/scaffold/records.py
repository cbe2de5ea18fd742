"""The resources of a project, recorded in ``[tool.headstart]`` in ``pyproject.toml``.

``resources`` has the fields of each resource: the arguments of ``inv new``. ``team_owned`` and
``user_owned`` list those whose records belong to a team or to a user, ``public`` those that visitors can
read. ``bare`` and ``dropped`` tell which resources of the sample have been removed.
"""

import json
import re
import shlex
import tomllib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit

from headstart.core import project
from headstart.scaffold.plan import read
from headstart.scaffold.specification import Owner, Specification

SETTINGS = "pyproject.toml"
PUBLIC = "public"
OWNED = {Owner.TEAM: "team_owned", Owner.USER: "user_owned"}


def resources(root: Path = project.ROOT) -> Mapping[str, list[str]]:
    """Return the fields of each resource by its class: the arguments of ``inv new``."""
    return {cls: shlex.split(fields) for cls, fields in _read_table(root).get("resources", {}).items()}


def is_bare(root: Path = project.ROOT) -> bool:
    """Return whether the project was made without the sample."""
    return bool(_read_table(root).get("bare", False))


def dropped_resources(root: Path = project.ROOT) -> Collection[str]:
    """Return the resources of the sample that were dropped."""
    return list(_read_table(root).get("dropped", []))


def public_resources(root: Path = project.ROOT) -> Collection[str]:
    """Return the resources that visitors can read without signing in."""
    return list(_read_table(root).get(PUBLIC, []))


def owner(name: str, root: Path = project.ROOT) -> Owner | None:
    """Return whom the records of a resource belong to; None if all users share them."""
    table = _read_table(root)
    return next((owner for owner, key in OWNED.items() if name in table.get(key, [])), None)


def with_resource(settings: str, resource: Specification) -> str:
    """Return the settings with another resource."""
    document = tomlkit.parse(settings)
    table = _headstart(document)
    _table(table, "resources")[resource.names.cls] = resource.field_args
    text = tomlkit.dumps(document)
    keys = [*([PUBLIC] if resource.is_public else ()), *([OWNED[resource.owner]] if resource.owner else ())]
    for key in keys:
        text = _with_list(text, key, sorted({*table.get(key, []), resource.names.cls}))
    return text


def without_resources(settings: str, names: Collection[str], sample: Collection[str]) -> str:
    """Return the settings without resources; those of the sample are recorded as dropped."""
    document = tomlkit.parse(settings)
    table = _headstart(document)
    for name in names:
        _table(table, "resources").pop(name, None)
    if sample:
        table["dropped"] = sorted({*table.get("dropped", []), *sample})
    text = tomlkit.dumps(document)
    for key in (PUBLIC, *OWNED.values()):
        text = _with_list(text, key, [name for name in table.get(key, []) if name not in names])
    return text


def without_sample(settings: str) -> str:
    """Return the settings of a project without the sample."""
    document = tomlkit.parse(settings)
    table = _headstart(document)
    table.pop("dropped", None)
    table["bare"] = True
    return tomlkit.dumps(document)


def _with_list(settings: str, key: str, names: Sequence[str]) -> str:
    """Return the settings with a list in ``[tool.headstart]``, or without it if it is empty.

    A new list follows the header: tomlkit would add it after the comment on the next table.
    """
    before, header, after = settings.partition("[tool.headstart]\n")
    own, *others = re.split(r"^(?=\[)", after, maxsplit=1, flags=re.MULTILINE)
    line = f"{key} = {json.dumps(names)}\n" if names else ""
    replaced, count = re.subn(rf"^{key} = \[[^]]*\].*\n", line, own, flags=re.MULTILINE)
    if not (names or count):
        return settings
    return "".join([before, header or "\n[tool.headstart]\n", replaced if count else line + own, *others])


def _read_table(root: Path) -> dict[str, Any]:
    settings: dict[str, Any] = tomllib.loads(read(root, SETTINGS) or "")
    table: dict[str, Any] = settings.get("tool", {}).get("headstart", {})
    return table


def _headstart(document: tomlkit.TOMLDocument) -> Any:
    return _table(_table(document, "tool"), "headstart")


def _table(parent: Any, name: str) -> Any:
    if name not in parent:
        parent[name] = tomlkit.table()
        parent[name].add(tomlkit.nl())
    return parent[name]
