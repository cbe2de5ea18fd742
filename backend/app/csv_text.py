"""CSV for spreadsheets."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

# A spreadsheet takes a cell that starts with one of these for a formula, which could send data elsewhere.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Tells spreadsheets that the file is UTF-8.
BYTE_ORDER_MARK = "\ufeff"


def csv_lines(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as lines of CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()


def cell(value: object) -> object:
    """Return a value as the CSV writer takes it."""
    convert = CONVERTERS.get(type(value))
    return convert(value) if convert else value


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


CONVERTERS: Mapping[type, Callable[[Any], object]] = {
    bool: lambda value: str(value).lower(),
    datetime: datetime.isoformat,
    dict: lambda value: json.dumps(value, ensure_ascii=False),
    list: lambda values: _safe(", ".join(map(str, values))),
    str: _safe,
}
