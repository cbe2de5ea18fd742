"""``inv init --without``: the parts of a product that it can leave out.

A part is described by a file such as ``accounts.toml``. In other files, its lines are between the marks
``# region accounts`` and ``# endregion``, also inside of the region of another part. No product contains the
marks, and one without the part neither the lines nor the imports that only they needed.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

from headstart.core.errors import WorkspaceError
from headstart.core.journal import remove_empty
from headstart.scaffold.rendering import format_python, format_typescript
from headstart.scaffold.sample import PACKAGES, package_settings_without

# Each part with those that need it, in the order in which they are removed.
NEEDED_BY = {"teams": (), "accounts": ("teams",)}
NAMES = tuple(NEEDED_BY)

# The languages of the project: Python, TypeScript, JSX, CSS and Markdown.
MARK = re.compile(r"[ \t]*(?:#|//|\{/\*|/\*|<!--) (?:region (?P<name>.+?)|endregion)(?: \*/\}?| -->)?\n")


def check(names: tuple[str, ...]) -> None:
    """Raise WorkspaceError for a part that does not exist."""
    if unknown := [name for name in names if name not in NAMES]:
        options = " or ".join(f"`--without {name}`" for name in NAMES)
        msg = f"{unknown[0]} is not a part that a product can leave out: use {options}"
        raise WorkspaceError(msg)


def with_dependents(names: Collection[str]) -> list[str]:
    """Return parts and those that need them, in the order in which they are removed."""
    return [name for name in NAMES if any(name == each or name in NEEDED_BY[each] for each in names)]


def apply(root: Path, without: tuple[str, ...]) -> None:
    """Remove parts, and those that need them, from a folder with Headstart's files, and the marks of all."""
    left_out = with_dependents(without)
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not _is_foreign(path, root)]
    changed = set[Path]()
    for name in left_out:
        part = _part(name)
        files = list(_delete(part, files, root))
        changed.update(_replace(part, files, root))
        packages = root / PACKAGES
        packages.write_text(package_settings_without(part["packages"], packages.read_text("utf-8")), "utf-8")
    changed.update(path for path in files if _unmark(path, left_out))
    _format(changed & {*files}, root)  # a part may change a file that the next one deletes


def _format(files: Collection[Path], root: Path) -> None:
    """Format the files whose lines were removed, and remove the imports that they needed."""
    for tool, suffixes in ((format_python, (".py",)), (format_typescript, (".ts", ".tsx"))):
        texts = {
            str(path.relative_to(root)): path.read_text("utf-8") for path in files if path.suffix in suffixes
        }
        for name, text in tool(texts).items():
            (root / name).write_text(text, "utf-8")


def _delete(part: Mapping[str, Any], files: list[Path], root: Path) -> Iterator[Path]:
    """Delete the files of a part, and yield the others."""
    for path in files:
        name = str(path.relative_to(root))
        if any(fnmatch(name, pattern) for pattern in part["files"]):
            path.unlink()
            remove_empty(path.parent, root)
        else:
            yield path


def _replace(part: Mapping[str, Any], files: list[Path], root: Path) -> Iterator[Path]:
    """Replace texts, and yield the files that changed."""
    for rule in part["replace"]:
        for path in files:
            if fnmatch(str(path.relative_to(root)), rule["files"]):
                before = path.read_text("utf-8")
                if before != (after := before.replace(rule["before"], rule["after"])):
                    path.write_text(after, "utf-8")
                    yield path


def _unmark(path: Path, without: Collection[str]) -> bool:
    """Remove the marks of parts, or their lines too; return whether there were any."""
    content = path.read_bytes()
    if b" region " not in content or b"\0" in content:
        return False
    before = content.decode()
    path.write_text(after := unmarked(before, without), "utf-8")
    return before != after


def unmarked(text: str, without: Collection[str]) -> str:
    """Return a text without the marks of parts, and without the lines of some.

    Other regions, such as those of the sample, keep their marks.
    """
    lines, regions = [], list[str]()
    for line in re.findall(r".*\n|.+", text):
        mark = MARK.fullmatch(line)
        if mark and mark["name"]:
            regions.append(mark["name"])
        is_mark_of_part = mark and regions and regions[-1] in NAMES
        if not is_mark_of_part and not {*regions} & {*without}:
            lines.append(line)
        if mark and not mark["name"] and regions:
            regions.pop()
    return "".join(lines)


def _is_foreign(path: Path, root: Path) -> bool:
    """Return whether a file is the tooling's own."""
    return path.relative_to(root).parts[0] in {"workspace", "vendor"}


@cache
def _part(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))
