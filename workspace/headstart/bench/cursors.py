"""Cursors as the API signs them, so that a benchmark can request any page, and a peer return the same."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence


class Cursors:
    """The cursors of the list of books, without filters."""

    def __init__(self, secret: str, sort: str) -> None:
        self._key = hmac.digest(secret.encode(), b"cursor", "sha256")
        self._sort = sort

    def seal(self, position: Sequence[object]) -> str:
        """Return the cursor of the page after a position: a value of the sorted column, and an ID."""
        content = urlsafe_b64encode(json.dumps(position, ensure_ascii=False).encode()).decode()
        signed = json.dumps(["/api/books", self._sort, {}, content])
        signature = urlsafe_b64encode(hmac.digest(self._key, signed.encode(), "sha256")).decode()
        return f"{content}.{signature}"
