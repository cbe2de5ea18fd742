"""Flask's sessions, for a product that signs people in: they cost nothing where no cookie brings one."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface


class Sessions(SecureCookieSessionInterface):
    """Flask's own, which would prepare to check a signature with every request."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session that a cookie brings, or a new one."""
        if app.secret_key and "HTTP_COOKIE" not in request.environ:
            return self.session_class()
        return super().open_session(app, request)
