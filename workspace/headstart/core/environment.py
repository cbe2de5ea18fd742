"""What somebody's shell sets for other programs and must not change ours. Standard library only."""

import os

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def neutralize() -> None:
    """Undo such settings for this process and for everything that it starts.

    Every process of ours begins with this.
    """
    _reach_loopback_without_proxy()
    _forget_libpq()
    # Each of Node's tools has its own default: Vite builds for production, Vitest tests.
    os.environ.pop("NODE_ENV", None)
    if os.geteuid() == 0:
        _let_others_read()


def _reach_loopback_without_proxy() -> None:
    # Only beside a proxy: on macOS a no_proxy alone would hide the system's own proxies from Python.
    if not any(name.lower().endswith("_proxy") for name in os.environ):
        return
    excepted = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    if excepted.strip() != "*":
        hosts = [host for host in map(str.strip, excepted.split(",")) if host]
        excepted = ",".join(dict.fromkeys((*hosts, *LOOPBACK)))
    os.environ["no_proxy"] = os.environ["NO_PROXY"] = excepted


def _forget_libpq() -> None:
    """Forget libpq's variables, unless they belong to DATABASE_URL.

    The checkout's own servers are reached by complete addresses: somebody's PGOPTIONS or PGSSLMODE would only
    change what they answer, or keep everybody from them.
    """
    if "DATABASE_URL" not in os.environ:
        for name in [name for name in os.environ if name.startswith("PG") and name != "PGUSER"]:
            del os.environ[name]


def _let_others_read() -> None:
    """Let other users read what root writes, as the server does. Secrets have modes of their own."""
    os.umask(os.umask(0o022) & 0o022)
