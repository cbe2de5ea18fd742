"""The schema of a database as pg_dump writes it, by object, for comparison."""

import re
from collections import Counter

from headstart.core import commands
from headstart.setup import toolchain

HEADER = re.compile(r"^-- Name: (.+); Type: (.+); Schema: (.+); Owner: .*$", re.MULTILINE)
OPTIONS = ("--exclude-table=alembic_version", "--no-owner")

Schema = dict[str, str]


def schema(url: str) -> Schema:
    """Return the statement that creates each object."""
    args = [toolchain.client("pg_dump"), "--schema-only", *OPTIONS, url]
    dump = commands.output(args, failure="the schema cannot be read")
    _preamble, *parts = HEADER.split(dump)
    objects: Schema = {}
    for name, kind, _schema, text in zip(*(parts[n::4] for n in range(4)), strict=True):
        label = f"{kind.lower()} {name}"
        objects[label] = objects.get(label, "") + text
    return objects


def differences(before: Schema, after: Schema) -> list[str]:
    """Return descriptions of the differences; the order of a table's columns does not matter."""
    result = [f"{label} is missing" for label in before.keys() - after.keys()]
    result += [f"{label} is left over" for label in after.keys() - before.keys()]
    for label in before.keys() & after.keys():
        old, new = _lines(before[label]), _lines(after[label])
        if old != new:
            result.append(f"{label} was `{_display(old - new)}` and is `{_display(new - old)}`")
    return sorted(result)


def _lines(text: str) -> Counter[str]:
    lines = (line.strip().rstrip(",") for line in text.splitlines())
    return Counter(line for line in lines if line and not line.startswith(("--", "\\")))


def _display(lines: Counter[str]) -> str:
    return "; ".join(lines) or "nothing"
