"""The limit for the API: list, get and create of the sample, with nothing between HTTP and psycopg2.

This WSGI application returns the same JSON after the same statements and, like the API, starts a transaction
only to write. Each thread has a connection.
"""

import json
import os
import threading
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import psycopg2
from psycopg2.extensions import connection

from headstart.bench.cursors import Cursors

Start = Callable[[str, list[tuple[str, str]]], object]

COLUMNS = """
books.title, books.isbn, books.price, books.published_on, books.status, books.author_id, books.id,
books.created_at, books.updated_at, books.version,
authors.name, authors.biography, authors.id, authors.created_at, authors.updated_at, authors.version
"""
BOOKS = f"SELECT {COLUMNS} FROM books JOIN authors ON authors.id = books.author_id"  # noqa: S608 - constant
LIST = f"{BOOKS} ORDER BY books.title, books.id LIMIT 21"
GET = f"{BOOKS} WHERE books.id = %s"
AUTHOR = "SELECT name, biography, id, created_at, updated_at, version FROM authors WHERE id = %s"
CREATE = """
INSERT INTO books (title, isbn, price, published_on, status, author_id, version)
VALUES (%s, %s, %s, %s, %s, %s, 1) RETURNING id, created_at, updated_at
"""
CURSORS = Cursors(os.environ["SECRET_KEY"], "title")

local = threading.local()


def app(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Respond to a request."""
    database = _connection()
    path: str = environ["PATH_INFO"]
    is_post = environ["REQUEST_METHOD"] == "POST"
    if database.autocommit == is_post:  # reading it is cheaper than setting it
        database.autocommit = not is_post
    if is_post:
        status, answer = "201 Created", _create(database, json.loads(environ["wsgi.input"].read()))
    else:
        status, answer = "200 OK", _list(database) if path == "/api/books" else _get(database, path)
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    start(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _connection() -> connection:
    if not hasattr(local, "connection"):
        local.connection = psycopg2.connect(os.environ["DATABASE_URL"], options="-c timezone=UTC")
    result: connection = local.connection
    return result


def _list(database: connection) -> dict[str, Any]:
    with database.cursor() as rows:
        rows.execute(LIST)
        books = rows.fetchall()
    next_cursor = CURSORS.seal([books[19][0], books[19][6]]) if len(books) > 20 else None  # noqa: PLR2004
    return {"items": [_book(row) for row in books[:20]], "next_cursor": next_cursor}


def _get(database: connection, path: str) -> dict[str, Any]:
    with database.cursor() as rows:
        rows.execute(GET, [int(path.rpartition("/")[2])])
        [book] = rows.fetchall()
    return _book(book)


def _create(database: connection, body: dict[str, Any]) -> dict[str, Any]:
    names = ("title", "isbn", "price", "published_on", "status", "author_id")
    values = tuple(body[name] for name in names)
    with database.cursor() as rows:
        rows.execute(AUTHOR, [body["author_id"]])
        [author] = rows.fetchall()
        rows.execute(CREATE, values)
        [(identity, created_at, updated_at)] = rows.fetchall()
    database.commit()
    body["published_on"], body["price"] = date.fromisoformat(body["published_on"]), Decimal(body["price"])
    values = tuple(body[name] for name in names)
    return _book((*values, identity, created_at, updated_at, 1, *author))


def _book(row: tuple[Any, ...]) -> dict[str, Any]:
    title, isbn, price, published_on, status, _, identity, created_at, updated_at, version = row[:10]
    return {
        "id": identity,
        "title": title,
        "isbn": isbn,
        "price": str(price),
        "published_on": published_on.isoformat(),
        "status": status,
        "author": {"id": row[12], "name": row[10]},
        "created_at": _timestamp(created_at),
        "updated_at": _timestamp(updated_at),
        "version": version,
    }


def _timestamp(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")
