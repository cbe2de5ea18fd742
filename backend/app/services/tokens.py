"""Random tokens: somebody has the token, the database only its digest."""

import secrets
from hashlib import sha256

BYTES = 32  # 256 bits


def make_token() -> str:
    """Return a new token."""
    return secrets.token_urlsafe(BYTES)


def digest(token: str) -> bytes:
    """Return what the database stores. A token is random, so the digest needs neither salt nor stretching."""
    return sha256(token.encode()).digest()
