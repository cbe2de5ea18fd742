"""Cursors as the API seals them: a benchmark goes to any page at once, and the peer writes the same."""

import hashlib
import json

from itsdangerous import URLSafeSerializer


def cursors(secret: str, sort: str) -> URLSafeSerializer:
    """Return what makes the cursors of the list of books without filters."""
    salt = f"cursor {json.dumps(['/api/books', sort, {}])}"
    return URLSafeSerializer(secret, salt=salt, signer_kwargs={"digest_method": hashlib.sha256})
