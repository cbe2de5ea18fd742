"""The application as users get it, over a database of its own: for end-to-end tests and measurements.

`python -m headstart.testing.instance` runs one. It prints a line of JSON that says where it is, does what
each line of its standard input says (`renew`, `stop`, `start`), answers with a line, and ends when the
input does.
"""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from headstart.build import ui_build
from headstart.core import environment, project, tether
from headstart.core.errors import WorkspaceError
from headstart.postgres.urls import database_name
from headstart.running import application, supervisor
from headstart.running.application import HOST
from headstart.setup import toolchain
from headstart.testing import worker_databases
from headstart.testing.worker_databases import Clone

ASK_EVERY = 0.02  # seconds
PATIENCE = 180.0  # seconds that a busy machine may take until both answer


class Instance:
    """An API and a UI, each on a free port, and the clone that they work on."""

    def __init__(self, clone: Clone, files: Path) -> None:
        self.ui, self.api = (f"http://{HOST}:{supervisor.free_port(0)}" for _ in range(2))
        self.database = database_name(clone.url)
        self._clone = clone
        # The same after a restart, as in production: cursors that were given out stay good.
        self._secret = secrets.token_hex(32)
        self._api_process = self._run_api()
        self._ui_process = _run_ui(self.ui, self.api, files)

    def until_ready(self) -> None:
        """Wait until both answer."""
        until_answered(self.ui, self._ui_process)
        until_answered(f"{self.api}/api/health/ready", self._api_process)

    def renew(self) -> None:
        """Give the database the demo data again, and nothing else."""
        self._clone.renew()

    def stop(self) -> None:
        """Take the API away: nothing listens at its address."""
        _end(self._api_process)

    def start(self) -> None:
        """Bring the API back to the same address."""
        self._api_process = self._run_api()
        self.until_ready()

    def end(self) -> None:
        """Stop both."""
        _end(self._api_process, self._ui_process)

    def _run_api(self) -> subprocess.Popen[bytes]:
        return _run_api(self.api, self._clone.url, self._secret)


@contextmanager
def running(files: Path) -> Iterator[Instance]:
    """Run an instance that serves built files of the front end.

    Raises:
        WorkspaceError: the API or the UI does not come up; what it said is on the standard error.
    """
    with worker_databases.seeded_database() as clone:
        instance = Instance(clone, files)
        try:
            instance.until_ready()
            yield instance
        finally:
            instance.end()


def _run_api(address: str, url: str, secret: str) -> subprocess.Popen[bytes]:
    """Run the API's server as in production: no reload, no answer that only a developer should see."""
    words = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", HOST, "--port", address.rpartition(":")[2], "--blocking-threads", "4", "app.wsgi:app"),
    ]
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "ENVIRONMENT": "production",
        "SECRET_KEY": secret,
        "LOG_LEVEL": "WARNING",
        "PYTHONPATH": project.python_path(),
        "PYTHONUNBUFFERED": "1",
    }
    return _tethered(words, project.BACKEND, environment)


def _run_ui(address: str, api: str, files: Path) -> subprocess.Popen[bytes]:
    words = [
        *(*toolchain.frontend_program("vite"), "preview", "--outDir", str(files), "--logLevel", "warn"),
        *("--host", HOST, "--port", address.rpartition(":")[2], "--strictPort"),
    ]
    return _tethered(words, project.FRONTEND, {**toolchain.node_environment(), "API_URL": api})


def _tethered(words: list[str], cwd: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Run a program that ends with this process, however that ends."""
    # The standard output is for the answers.
    return subprocess.Popen(
        [*tether.ARGS, *words], cwd=cwd, env=environment, stdin=subprocess.PIPE, stdout=sys.stderr
    )


def until_answered(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server that was started answers.

    Raises:
        WorkspaceError: it ends, or takes too long.
    """
    deadline = time.monotonic() + PATIENCE
    while not application.answers(address):
        if process.poll() is not None or time.monotonic() > deadline:
            msg = f"nothing answers at {address}: see above what was said there, and try `inv up`"
            raise WorkspaceError(msg)
        time.sleep(ASK_EVERY)


def _end(*tethered: subprocess.Popen[bytes]) -> None:
    for process in tethered:
        if process.stdin is not None:
            process.stdin.close()
    for process in tethered:
        process.wait()


def main() -> None:
    """Run an instance until the standard input ends."""
    environment.neutralize()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        with running(ui_build.current()) as instance:
            _answer({"ui": instance.ui, "api": instance.api, "database": instance.database})
            actions = {"renew": instance.renew, "stop": instance.stop, "start": instance.start}
            for line in sys.stdin:
                actions[line.strip()]()
                _answer({})
    except WorkspaceError as error:
        _answer({"error": str(error)})
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _answer(said: Mapping[str, str]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
