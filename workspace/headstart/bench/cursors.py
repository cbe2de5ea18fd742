"""Cursors as the API signs them, so that a benchmark can request any page, and a peer return the same."""

import hashlib
import json

from itsdangerous import URLSafeSerializer


def cursors(secret: str, sort: str) -> URLSafeSerializer:
    """Return the serializer of cursors for the list of books without filters."""
    salt = f"cursor {json.dumps(['/api/books', sort, {}])}"
    return URLSafeSerializer(secret, salt=salt, signer_kwargs={"digest_method": hashlib.sha256})
