"""The token that a program sends in the header Authorization."""

from flask import request


def bearer_token() -> str | None:
    """Return the token, or None if the request has none.

    With one, cookies do not count, so a page of another site cannot misuse the user's session.
    """
    given = request.authorization
    return (given.token or "") if given and given.type == "bearer" else None
