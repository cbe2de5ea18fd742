"""Exports of lists as CSV, streamed: the memory they need does not depend on the number of records."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Any, get_origin

from flask import Response, request, stream_with_context

from app.controllers.schemas.base import Resource, Stored, shape

CSV: dict[int, Any] = {
    200: {"description": "A file", "content": {"text/csv": {"schema": {"type": "string"}}}}
}

ROWS = 500  # in each part of the response
# A spreadsheet takes a cell that starts with one of these for a formula, which could send data elsewhere.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
METADATA = tuple(name for name in Stored.model_fields if name != "id")

Path = Sequence[str]


def csv_response(schema: type[Resource], records: Iterator[object]) -> Response:
    """Return records as a CSV file with the schema's fields as its columns."""
    parts = _parts(schema, records)
    # The first part runs the first query. If that fails, the response is a problem and not a truncated file.
    first = next(parts)
    response = Response(stream_with_context(chain([first], parts)), content_type="text/csv; charset=utf-8")
    name = request.path.split("/")[-2]
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return response


def _parts(schema: type[Resource], records: Iterator[object]) -> Iterator[str]:
    columns = list(_columns(schema))
    # The byte order mark tells spreadsheets that the file is UTF-8.
    yield "\ufeff" + _lines([["_".join(path) for path in columns], *_rows(columns, records)])
    while rows := _rows(columns, records):
        yield _lines(rows)


def _rows(columns: Sequence[Path], records: Iterator[object]) -> list[list[object]]:
    return [[cell(_value(record, path)) for path in columns] for record in islice(records, ROWS)]


def _lines(rows: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _columns(schema: type[Resource]) -> Iterator[Path]:
    """Yield the path of each column: the id first, the fields of a nested resource, the timestamps last."""
    names, nested = shape(schema)
    single = {
        name: kind for name, kind in nested if get_origin(schema.model_fields[name].annotation) is not list
    }
    for name in sorted(names, key=METADATA.__contains__):
        if name in single:
            yield from ((name, inner) for inner in single[name].model_fields)
        elif name != "version":
            yield (name,)


def _value(record: object, path: Path) -> object:
    value: Any = record
    for name in path:
        value = None if value is None else getattr(value, name)
    return value


def cell(value: object) -> object:
    """Return a value as the CSV writer takes it."""
    match value:
        case bool():
            return str(value).lower()
        case datetime():
            return value.isoformat()
        case list():
            return _safe(", ".join(map(str, value)))
        case str():
            return _safe(value)
    return value


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
