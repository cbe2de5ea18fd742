r"""Formats values for PostgreSQL's COPY: ``\N`` is NULL, ``\D`` the column's default."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import Enum
from typing import Any

from factory.declarations import SKIP

NULL, DEFAULT = r"\N", r"\D"
SPECIAL = re.compile(r"[\\\t\n\r]")
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def texts(values: Sequence[Any]) -> list[str]:
    """Return the values of a column in the format of COPY."""
    if set(map(type, values)) == {str} and not SPECIAL.search("".join(values)):
        return list(values)
    return list(map(text, values))


def text(value: Any) -> str:
    """Return a value in the format of COPY."""
    if value is None:
        return NULL
    return DEFAULT if value is SKIP else format_value(value).translate(ESCAPES)


def format_value(value: Any) -> str:
    """Return a value that is not NULL in PostgreSQL's format."""
    match value:
        case Enum():
            return format_value(value.value)
        case bytes():
            return rf"\x{value.hex()}"
        case list() | tuple():
            return _array(value)
        case timedelta():
            return f"{value / timedelta(microseconds=1):.0f} microseconds"
        case _:
            return str(value)  # text, numbers, dates, UUIDs: as Python writes them


def _array(items: Iterable[Any]) -> str:
    return f"{{{','.join(map(_item, items))}}}"


def _item(item: Any) -> str:
    if item is None:
        return "NULL"
    if isinstance(item, list | tuple):
        return _array(item)
    escaped = format_value(item).replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'
