"""The sample: what belongs to its resources besides what ``inv new`` makes of their words."""

import json
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from headstart.core import project
from headstart.scaffold import records
from headstart.scaffold.plan import Change, read

LIST = Path(__file__).with_name("sample.toml")
PACKAGES = "frontend/package.json"
MARKED = re.compile(r"<!-- sample -->\n.*?<!-- end of the sample -->\n+", re.DOTALL)


@dataclass(frozen=True)
class Belongings:
    """What ``sample.toml`` says of a resource; the file explains each key."""

    files: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    remade: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    def paths(self, root: Path) -> Iterator[str]:
        """Yield the files, those of folders one by one."""
        for name in self.files:
            path = root / name
            for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
                if file.is_file() and "__pycache__" not in file.parts:
                    yield str(file.relative_to(root))


def resources(root: Path = project.ROOT) -> list[str]:
    """Return the resources of the sample that are still there, in the order in which they can go."""
    if records.is_bare(root):
        return []
    there, gone = records.resources(root), records.dropped(root)
    return [name for name in _resources() if name in there and name not in gone]


def migrations() -> list[str]:
    """Return the migrations that make the tables of the sample."""
    return list(contents()["migrations"])


def belongings(name: str, root: Path = project.ROOT) -> Belongings:
    """Return what belongs to a resource: nothing unless it is one of the sample."""
    return _resources()[name] if name in resources(root) else Belongings()


def without(names: Collection[str], root: Path = project.ROOT) -> Iterator[Change]:
    """Yield the changes of what stays and names the sample: packages and texts."""
    packages = {package for name in names for package in belongings(name, root).packages}
    texts = {text for name in names for text in belongings(name, root).texts}
    if packages:
        yield _without_packages(packages, root)
    for path in sorted(texts):
        if before := read(root, path):
            yield Change(path, before, MARKED.sub("", before))


def _without_packages(packages: Collection[str], root: Path) -> Change:
    before = read(root, PACKAGES) or ""
    settings = json.loads(before)
    kept = {name: version for name, version in settings["dependencies"].items() if name not in packages}
    return Change(PACKAGES, before, json.dumps({**settings, "dependencies": kept}, indent=2) + "\n")


@cache
def contents() -> dict[str, Any]:
    """Return ``sample.toml``: a table for each resource, those that refer to others first."""
    return tomllib.loads(LIST.read_text("utf-8"))


def _resources() -> dict[str, Belongings]:
    return {
        name: Belongings(**{key: tuple(values) for key, values in table.items()})
        for name, table in contents().items()
        if isinstance(table, dict)
    }
