"""Cursors: where a page ended, signed, and good for the same list only."""

import hashlib
import json

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer
from pydantic import MISSING

from app.controllers.schemas.lists import ListQuery
from app.errors import InvalidCursor

# The sorted column's value, as text, and the identity of the last record.
Position = tuple[str, int]


def seal(position: Position | None, query: ListQuery) -> str | None:
    """Return the cursor of the next page, or None after the last one."""
    if position is None:
        return None
    return _serializer(query).dumps(position)


def unseal(query: ListQuery) -> Position | None:
    """Return where the page begins, or None for the first one.

    Raises:
        InvalidCursor: it was changed, or given out for another path, sort or filter.
    """
    if query.cursor is MISSING:
        return None
    try:
        value, identity = _serializer(query).loads(query.cursor)
    except BadData:
        raise InvalidCursor from None
    return value, identity


def _serializer(query: ListQuery) -> URLSafeSerializer:
    # The list is part of the key and not of the content: a cursor of another list is just as invalid
    # as a forged one, and cursors stay short. The limit may change from page to page.
    listed = json.dumps([request.path, query.sort, query.filters()], sort_keys=True)
    return URLSafeSerializer(
        str(current_app.secret_key), salt=f"cursor {listed}", signer_kwargs={"digest_method": hashlib.sha256}
    )
