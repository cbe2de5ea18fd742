"""Where a request comes from."""

from flask import current_app, request

from app.actor import Actor

MAX_USER_AGENT = 500
MAX_ADDRESS = 45  # characters of an IPv6 address


def visitor() -> Actor:
    """Return the actor of a request before anybody is identified."""
    user_agent = request.headers.get("User-Agent", "")[:MAX_USER_AGENT]
    return Actor(name="visitor", address=_address(), user_agent=user_agent)


def _address() -> str:
    """Return the client's network address.

    Each trusted proxy appends the address that it sees. Anything before them could come from the client.
    """
    proxies: int = current_app.config["TRUSTED_PROXIES"]
    forwarded = request.headers.get("X-Forwarded-For")
    addresses = forwarded.split(",") if forwarded else []
    # Not with Werkzeug's ProxyFix: an unclosed quote in what the client sends would hide what proxies append.
    if proxies and len(addresses) >= proxies:
        return addresses[-proxies].strip()[:MAX_ADDRESS]
    return request.remote_addr or ""
