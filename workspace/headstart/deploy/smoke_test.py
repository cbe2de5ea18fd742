"""Requests to the product at the address that people open."""

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

from headstart.core.errors import WorkspaceError
from headstart.deploy.host import Host

PATHS = ("/api/health/ready", "/")
LOOPBACK = ("localhost", "127.0.0.1")
TIMEOUT = 20.0  # seconds for all attempts
CERTIFICATE_TIMEOUT = 120.0  # on the first deployment, when the proxy has to obtain a certificate
PAUSE = 0.5
# The proxy's own certificate authority, which it has only for addresses such as localhost.
AUTHORITY = 'compose "$1" exec -T proxy cat /data/caddy/pki/authorities/local/root.crt'


def run(host: Host, release: str, *, is_first: bool) -> None:
    """Request the pages of a release until they succeed.

    Raises:
        WorkspaceError: one fails for too long.
    """
    deadline = time.monotonic() + (CERTIFICATE_TIMEOUT if is_first else TIMEOUT)
    with _reachable(host) as address:
        for path in PATHS:
            while error := _error(address + path, _trust(host, release)):
                if time.monotonic() > deadline:
                    msg = f"{host.target.address}{path} fails: {error}"
                    raise WorkspaceError(msg)
                time.sleep(PAUSE)


@contextmanager
def _reachable(host: Host) -> Iterator[str]:
    """Yield the address; one of the server's loopback is reached through SSH."""
    parts = urlsplit(host.target.address)
    if parts.hostname not in LOOPBACK:
        yield host.target.address
        return
    with host.forward(parts.port or (443 if parts.scheme == "https" else 80)) as port:
        yield f"{parts.scheme}://{parts.hostname}:{port}"


def _trust(host: Host, release: str) -> ssl.SSLContext | None:
    """Return what is trusted: the authorities of this machine, and that of the proxy if it has one."""
    if not host.target.address.startswith("https:"):
        return None
    authority = host.try_script(AUTHORITY, release, writes=False)
    context = ssl.create_default_context()
    if authority.exit_code == 0:
        context.load_verify_locations(cadata=authority.stdout)
    return context


def _error(url: str, trust: ssl.SSLContext | None) -> str:
    try:
        with urlopen(url, timeout=5, context=trust) as response:  # noqa: S310 -- the address is the user's own
            response.read()
    except HTTPError as error:
        return f"status {error.code}"
    except (OSError, HTTPException) as error:
        return str(error)
    return ""
