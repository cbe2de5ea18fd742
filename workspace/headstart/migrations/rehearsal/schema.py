"""The schema of a database as pg_dump writes it, object by object, to be compared."""

import re
from collections import Counter

from headstart.core import commands
from headstart.setup import toolchain

HEADER = re.compile(r"^-- Name: (.+); Type: (.+); Schema: (.+); Owner: .*$", re.MULTILINE)
NOT_OURS = ("--exclude-table=alembic_version", "--no-owner")

Schema = dict[str, str]


def schema(url: str) -> Schema:
    """Return the statement that makes each object."""
    words = [toolchain.client("pg_dump"), "--schema-only", *NOT_OURS, url]
    dumped = commands.output(words, failure="the schema cannot be read")
    _preamble, *parts = HEADER.split(dumped)
    objects: Schema = {}
    for name, kind, _schema, text in zip(*(parts[n::4] for n in range(4)), strict=True):
        label = f"{kind.lower()} {name}"
        objects[label] = objects.get(label, "") + text
    return objects


def differences(before: Schema, after: Schema) -> list[str]:
    """Say in what a schema differs from what it was; the order of a table's columns does not count."""
    found = [f"{label} is missing" for label in before.keys() - after.keys()]
    found += [f"{label} is left over" for label in after.keys() - before.keys()]
    for label in before.keys() & after.keys():
        was, now = _lines(before[label]), _lines(after[label])
        if was != now:
            found.append(f"{label} was `{_shown(was - now)}` and is `{_shown(now - was)}`")
    return sorted(found)


def _lines(text: str) -> Counter[str]:
    lines = (line.strip().rstrip(",") for line in text.splitlines())
    return Counter(line for line in lines if line and not line.startswith(("--", "\\")))


def _shown(lines: Counter[str]) -> str:
    return "; ".join(lines) or "nothing"
