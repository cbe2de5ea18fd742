"""Headers that tell a browser what it must not do with an answer."""

from flask import Flask, Response

HEADERS = {
    # The answers are data. A browser that is made to show one as a page runs nothing in it.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # What was read may have changed a moment later, and may be for one reader only.
    "Cache-Control": "no-store",
}


def install(app: Flask) -> None:
    """Add the headers to every response that does not have its own."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
