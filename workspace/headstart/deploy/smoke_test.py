"""Requests to the product at the address that people open."""

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


def run(host: Host, *, is_first: bool) -> None:
    """Request the pages until they succeed.

    Raises:
        WorkspaceError: one fails for too long.
    """
    deadline = time.monotonic() + (CERTIFICATE_TIMEOUT if is_first else TIMEOUT)
    with _reachable(host) as address:
        for path in PATHS:
            while error := _error(address + path):
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
    with host.forward(parts.port or 80) as port:
        yield f"http://127.0.0.1:{port}"


def _error(url: str) -> str:
    try:
        with urlopen(url, timeout=5) as response:  # noqa: S310 -- the address is the user's own
            response.read()
    except HTTPError as error:
        return f"status {error.code}"
    except (OSError, HTTPException) as error:
        return str(error)
    return ""
