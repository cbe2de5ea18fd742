"""Removes environment variables that would change our programs. Standard library only."""

import os

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def neutralize() -> None:
    """Remove such variables for this process and its children.

    Every process of the tooling calls this first.
    """
    _bypass_proxy_for_loopback()
    _remove_libpq_variables()
    # Each of Node's tools has its own default: Vite builds for production, Vitest tests.
    os.environ.pop("NODE_ENV", None)
    if os.geteuid() == 0:
        _make_files_readable()


def _bypass_proxy_for_loopback() -> None:
    # Only with a proxy: on macOS, no_proxy alone would hide the system's proxies from Python.
    if not any(name.lower().endswith("_proxy") for name in os.environ):
        return
    exceptions = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    if exceptions.strip() != "*":
        hosts = [host for host in map(str.strip, exceptions.split(",")) if host]
        exceptions = ",".join(dict.fromkeys((*hosts, *LOOPBACK)))
    os.environ["no_proxy"] = os.environ["NO_PROXY"] = exceptions


def _remove_libpq_variables() -> None:
    """Remove libpq's variables, unless they complement DATABASE_URL.

    The addresses of the checkout's own servers are complete. Variables such as PGOPTIONS or PGSSLMODE would
    only change results or prevent connections.
    """
    if "DATABASE_URL" not in os.environ:
        for name in [name for name in os.environ if name.startswith("PG") and name != "PGUSER"]:
            del os.environ[name]


def _make_files_readable() -> None:
    """Let other users, such as the server's, read files that root writes. Secrets set their own mode."""
    os.umask(os.umask(0o022) & 0o022)
