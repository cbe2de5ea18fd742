"""The sample: what belongs to its resources besides what ``inv new`` makes of their words."""

import json
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headstart.core import project
from headstart.scaffold.plan import Change, read

# A table a resource, those that refer to others first. The file goes with the last of them.
LIST = "workspace/headstart/scaffold/sample.toml"
PACKAGES = "frontend/package.json"
MARKED = re.compile(r"<!-- sample -->\n.*?<!-- end of the sample -->\n+", re.DOTALL)


@dataclass(frozen=True)
class Belongings:
    """The files and folders, the front end's packages, and the texts that speak of a resource.

    ``remade`` are files of other resources of the sample: without this one they are what `inv new` makes.
    """

    files: tuple[str, ...] = ()
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
    return [name for name, table in _list(root).items() if isinstance(table, dict)]


def migrations(root: Path = project.ROOT) -> list[str]:
    """Return the migrations that make the tables of the sample."""
    return list(_list(root).get("migrations", []))


def belongings(name: str, root: Path = project.ROOT) -> Belongings:
    """Return what belongs to a resource: nothing unless it is one of the sample."""
    table = _list(root).get(name, {})
    return Belongings(**{key: tuple(values) for key, values in table.items()})


def without(names: Collection[str], root: Path = project.ROOT) -> Iterator[Change]:
    """Yield the changes of what stays and names the sample: packages, texts, and the list of it all."""
    packages = {package for name in names for package in belongings(name, root).packages}
    texts = {text for name in names for text in belongings(name, root).texts}
    if packages:
        yield _without_packages(packages, root)
    for path in sorted(texts):
        if before := read(root, path):
            yield Change(path, before, MARKED.sub("", before))
    if set(names) & set(resources(root)):
        yield _without_tables(names, root)


def _without_packages(packages: Collection[str], root: Path) -> Change:
    before = read(root, PACKAGES) or ""
    settings = json.loads(before)
    kept = {name: version for name, version in settings["dependencies"].items() if name not in packages}
    return Change(PACKAGES, before, json.dumps({**settings, "dependencies": kept}, indent=2) + "\n")


def _without_tables(names: Collection[str], root: Path) -> Change:
    before = read(root, LIST) or ""
    head, *tables = re.split(r"^(?=\[\w+\]$)", before, flags=re.MULTILINE)
    kept = [table for table in tables if table[1:].partition("]")[0] not in names]
    return Change(LIST, before, "".join([head, *kept]) if kept else None)


def _list(root: Path) -> dict[str, Any]:
    return tomllib.loads(read(root, LIST) or "")
