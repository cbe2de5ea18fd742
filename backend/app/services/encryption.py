"""Encryption of what the database must not tell, with a key that is made from ``SECRET_KEY``.

With another ``SECRET_KEY``, nothing that was encrypted before can be read.
"""

import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken

from app.config import Settings


class Unreadable(Exception):
    """The text was encrypted with another key."""


def encrypt(settings: Settings, text: str) -> bytes:
    """Return a text encrypted and authenticated."""
    return _cipher(settings).encrypt(text.encode())


def decrypt(settings: Settings, encrypted: bytes) -> str:
    """Return the text; raises Unreadable."""
    try:
        return _cipher(settings).decrypt(encrypted).decode()
    except InvalidToken:
        raise Unreadable from None


def _cipher(settings: Settings) -> Fernet:
    secret = settings.secret_key.get_secret_value().encode()
    return Fernet(urlsafe_b64encode(hmac.digest(secret, b"encryption", "sha256")))
