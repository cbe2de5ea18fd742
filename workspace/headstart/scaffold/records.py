"""What ``[tool.headstart]`` in ``pyproject.toml`` records about the resources of a project.

``resources`` holds the fields of each resource as they were typed after ``inv new``. ``bare`` and ``dropped``
say which resources of the sample are gone.
"""

import shlex
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import tomlkit

from headstart.core import project
from headstart.scaffold.plan import read
from headstart.scaffold.specification import Specification

SETTINGS = "pyproject.toml"


def resources(root: Path = project.ROOT) -> Mapping[str, list[str]]:
    """Return the fields of each resource by its class, as they were typed after ``inv new``."""
    return {cls: shlex.split(fields) for cls, fields in _recorded(root).get("resources", {}).items()}


def is_bare(root: Path = project.ROOT) -> bool:
    """Return whether the project began without the sample."""
    return bool(_recorded(root).get("bare", False))


def dropped(root: Path = project.ROOT) -> Collection[str]:
    """Return the resources of the sample that were dropped."""
    return list(_recorded(root).get("dropped", []))


def with_resource(settings: str, resource: Specification) -> str:
    """Return the settings with one more resource."""
    document = tomlkit.parse(settings)
    _table(_headstart(document), "resources")[resource.names.cls] = resource.fields_as_typed
    return tomlkit.dumps(document)


def without_resources(settings: str, names: Collection[str], sample: Collection[str]) -> str:
    """Return the settings without resources; those of the sample are recorded as dropped."""
    document = tomlkit.parse(settings)
    recorded = _headstart(document)
    for name in names:
        _table(recorded, "resources").pop(name, None)
    if sample:
        recorded["dropped"] = sorted({*recorded.get("dropped", []), *sample})
    return tomlkit.dumps(document)


def without_sample(settings: str) -> str:
    """Return the settings of a project that has no sample."""
    document = tomlkit.parse(settings)
    recorded = _headstart(document)
    recorded.pop("dropped", None)
    recorded["bare"] = True
    return tomlkit.dumps(document)


def _recorded(root: Path) -> dict[str, Any]:
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
