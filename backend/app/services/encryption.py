"""Encryption of what the database must not tell, with a key that is made from ``SECRET_KEY``.

With another ``SECRET_KEY``, nothing that was encrypted before can be read.
"""

import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet

from app.config import Settings


def cipher(settings: Settings) -> Fernet:
    """Return what encrypts, and decrypts unless it raises cryptography's InvalidToken: with another key."""
    secret = settings.secret_key.get_secret_value().encode()
    return Fernet(urlsafe_b64encode(hmac.digest(secret, b"encryption", "sha256")))
