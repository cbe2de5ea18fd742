"""Exports of lists as CSV, streamed: the memory they need does not depend on the number of records."""

from collections.abc import Callable, Collection, Generator, Iterator
from itertools import chain, islice
from operator import attrgetter
from threading import BoundedSemaphore
from typing import Any, get_origin

from flask import Response, request, stream_with_context

from app.controllers.schemas.base import Resource, Stored, shape
from app.csv_text import BYTE_ORDER_MARK, csv_lines
from app.errors import Unavailable

CSV: dict[int, Any] = {
    200: {"description": "A file", "content": {"text/csv": {"schema": {"type": "string"}}}}
}

ROWS = 500  # in each part of the response
# At once, in each process. An export occupies a thread until the client has read it, however slow it is. The
# other threads stay free.
MAX_EXPORTS = 2
INCOMPLETE = "This file is incomplete, because the export failed. Export it again."
METADATA = tuple(name for name in Stored.model_fields if name != "id")

Getter = Callable[[Any], object]

_slots = BoundedSemaphore(MAX_EXPORTS)


def csv_response(schema: type[Resource], records: Iterator[object]) -> Response:
    """Return records as a CSV file with the schema's fields as its columns.

    Raises Unavailable if too many exports are running.
    """
    parts = _parts(schema, records)
    # The first part runs the first query. If that fails, the response is a problem and not a truncated file.
    first = next(parts)
    response = Response(stream_with_context(chain([first], parts)), content_type="text/csv; charset=utf-8")
    name = request.path.split("/")[-2]
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return response


def _parts(schema: type[Resource], records: Iterator[object]) -> Generator[str]:
    if not _slots.acquire(blocking=False):
        raise Unavailable("Other exports are running. Try again in a moment.")
    columns = dict(_columns(schema))
    try:
        yield BYTE_ORDER_MARK + csv_lines([list(columns), *_rows(columns.values(), records)])
        yield from _further_parts(columns.values(), records)
    finally:
        _slots.release()


def _further_parts(getters: Collection[Getter], records: Iterator[object]) -> Iterator[str]:
    try:
        while rows := _rows(getters, records):
            yield csv_lines(rows)
    except Exception:
        # The server would end the response as if the file were complete.
        yield csv_lines([[INCOMPLETE]])
        raise


def _rows(getters: Collection[Getter], records: Iterator[object]) -> list[list[Any]]:
    return [[get(record) for get in getters] for record in islice(records, ROWS)]


def _columns(schema: type[Resource]) -> Iterator[tuple[str, Getter]]:
    """Yield the name and the getter of each column: the id first, the timestamps last."""
    names, nested = shape(schema)
    single = {
        name: kind for name, kind in nested if get_origin(schema.model_fields[name].annotation) is not list
    }
    for name in sorted(names, key=METADATA.__contains__):
        if name in single:
            yield from ((f"{name}_{inner}", _nested(name, inner)) for inner in single[name].model_fields)
        elif name != "version":
            yield name, attrgetter(name)


def _nested(name: str, inner: str) -> Getter:
    return lambda record: None if (other := getattr(record, name)) is None else getattr(other, inner)
