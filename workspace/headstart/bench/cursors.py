"""Cursors as the API signs them, so that a benchmark can request any page."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence

NO_TEAM = None


def cursor(secret: str, sort: str, position: Sequence[object]) -> str:
    """Return the cursor of the page after a position in the list of books: a sorted value, and an ID."""
    key = hmac.digest(secret.encode(), b"cursor", "sha256")
    content = urlsafe_b64encode(_json(position)).decode()
    signature = hmac.digest(key, _json(["/api/books", sort, {}, content, NO_TEAM]), "sha256")
    return f"{content}.{urlsafe_b64encode(signature).decode()}"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
