"""Cursors: the signed position where a page ended, valid only for the same list."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import current_app, request
from pydantic_core import from_json, to_json

from app.controllers.schemas.lists import ListQuery
from app.controllers.team_address import team_id
from app.errors import InvalidCursor

# The sorted column's value, as text, and the id of the last record.
Position = tuple[str, int]


def seal(position: Position | None, query: ListQuery) -> str | None:
    """Return the cursor of the next page, or None after the last one."""
    if position is None:
        return None
    content = urlsafe_b64encode(to_json(position))
    return (content + b"." + _signature(content, query)).decode()


def unseal(query: ListQuery) -> Position | None:
    """Return the position after which the page begins, or None for the first page.

    Raises:
        InvalidCursor: it was modified, or belongs to another path, sort order, filter or team.
    """
    if query.cursor is None:
        return None
    content, _, signature = query.cursor.encode().rpartition(b".")
    if not hmac.compare_digest(signature, _signature(content, query)):
        raise InvalidCursor
    value, identity = from_json(urlsafe_b64decode(content))
    return value, identity


def _signature(content: bytes, query: ListQuery) -> bytes:
    # The query is signed but not part of the cursor, to keep it short. The limit may change between pages.
    signed: list[object] = [request.path, query.sort, query.filters(), content]
    # region teams
    signed.append(team_id())
    # endregion
    return urlsafe_b64encode(hmac.digest(current_app.config["CURSOR_KEY"], to_json(signed), "sha256"))
