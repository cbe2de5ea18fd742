"""The application as in production, with a database of its own: for end-to-end tests and benchmarks.

`python -m headstart.testing.instance` runs an instance. It prints its addresses as a line of JSON, executes
the commands of its standard input (`renew`, `stop`, `start`, `mails`, `execute SQL`; one a line), answers
each with a line of JSON, and stops at the end of the input.
"""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from psycopg2.extras import RealDictCursor

from headstart.build import ui_build
from headstart.core import environment, project, tether
from headstart.core.errors import WorkspaceError
from headstart.postgres.application_role import application_url
from headstart.postgres.urls import database_name
from headstart.running import application, supervisor
from headstart.running.application import HOST
from headstart.setup import toolchain
from headstart.testing import worker_databases
from headstart.testing.worker_databases import Clone

POLL_INTERVAL = 0.02  # seconds
TIMEOUT = 180.0  # seconds for the start of both servers, on a busy machine


class Instance:
    """An API and a UI, each on a free port, and the clone they use."""

    def __init__(self, clone: Clone, files: Path) -> None:
        # By name: a passkey belongs to a name, and cannot belong to an address.
        self.ui = f"http://localhost:{supervisor.free_port(0)}"
        self.api = f"http://{HOST}:{supervisor.free_port(0)}"
        self.database = database_name(clone.url)
        self._clone = clone
        # Kept for restarts, as in production: cursors remain valid.
        self._secret = secrets.token_hex(32)
        self._api_process = self._run_api()
        self._ui_process = _run_ui(self.ui, self.api, files)
        self._worker_process: subprocess.Popen[bytes] | None = None

    def wait_until_ready(self) -> None:
        """Wait until API and UI answer."""
        wait_until_answered(self.ui, self._ui_process)
        wait_until_answered(f"{self.api}/api/health/ready", self._api_process)

    def renew(self) -> None:
        """Reset the database to the demo data."""
        self._stop_worker()
        self._clone.renew()

    def mails(self) -> list[dict[str, str]]:
        """Return the mails that are written so far, oldest first. Starts a worker, as jobs write some."""
        if self._worker_process is None:
            self._worker_process = _run_worker(self._variables())
        with (
            closing(psycopg2.connect(self._clone.url)) as connection,
            connection.cursor(cursor_factory=RealDictCursor) as cursor,
        ):
            cursor.execute("SELECT recipient, subject, text FROM mails ORDER BY id")
            return [dict(row) for row in cursor]

    def execute(self, statement: str) -> None:
        """Execute a statement as the owner of the tables, for what no user could bring about in a test."""
        with closing(psycopg2.connect(self._clone.url)) as connection:
            connection.autocommit = True
            connection.cursor().execute(statement)

    def stop(self) -> None:
        """Stop the API, so that nothing listens at its address."""
        _stop(self._api_process)

    def start(self) -> None:
        """Start the API again, at the same address."""
        self._api_process = self._run_api()
        self.wait_until_ready()

    def stop_all(self) -> None:
        """Stop API, UI and worker."""
        self._stop_worker()
        _stop(self._api_process, self._ui_process)

    def _stop_worker(self) -> None:
        if self._worker_process is not None:
            _stop(self._worker_process)
            self._worker_process = None

    def _run_api(self) -> subprocess.Popen[bytes]:
        return _run_api(self.api, self._variables())

    def _variables(self) -> dict[str, str]:
        """Return the settings of API and worker, as in production."""
        return {
            **os.environ,
            "DATABASE_URL": application_url(self._clone.url),
            "ENVIRONMENT": "production",
            "PUBLIC_URL": self.ui,
            "SECRET_KEY": self._secret,
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": project.python_path(),
            "PYTHONUNBUFFERED": "1",
        }


@contextmanager
def run_instance(files: Path) -> Iterator[Instance]:
    """Run an instance that serves a build of the front end.

    Raises:
        WorkspaceError: the API or the UI does not start; its output is on the standard error.
    """
    with worker_databases.seeded_database() as clone:
        instance = Instance(clone, files)
        try:
            instance.wait_until_ready()
            yield instance
        finally:
            instance.stop_all()


def _run_api(address: str, variables: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Run the API's server as in production: without reload and without details for developers."""
    args = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", HOST, "--port", address.rpartition(":")[2], "--blocking-threads", "4", "app.wsgi:app"),
    ]
    return _run_tethered(args, project.BACKEND, variables)


def _run_worker(variables: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return _run_tethered([sys.executable, "-m", "app.worker"], project.BACKEND, variables)


def _run_ui(address: str, api: str, files: Path) -> subprocess.Popen[bytes]:
    args = [
        *(*toolchain.frontend_program("vite"), "preview", "--outDir", str(files), "--logLevel", "warn"),
        *("--host", HOST, "--port", address.rpartition(":")[2], "--strictPort"),
    ]
    return _run_tethered(args, project.FRONTEND, {**toolchain.node_environment(), "API_URL": api})


def _run_tethered(args: list[str], cwd: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Run a program that stops with this process, even if this process is killed."""
    # The standard output is reserved for the answers.
    return subprocess.Popen(
        [*tether.ARGS, *args], cwd=cwd, env=environment, stdin=subprocess.PIPE, stdout=sys.stderr
    )


def wait_until_answered(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers.

    Raises:
        WorkspaceError: its process has stopped, or it takes too long.
    """
    deadline = time.monotonic() + TIMEOUT
    while not application.answers(address):
        if process.poll() is not None or time.monotonic() > deadline:
            msg = f"nothing answers at {address}: see its output above, or run `inv up`"
            raise WorkspaceError(msg)
        time.sleep(POLL_INTERVAL)


def _stop(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        if process.stdin is not None:
            process.stdin.close()
    for process in processes:
        process.wait()


def main() -> None:
    """Run an instance until the end of the standard input."""
    environment.neutralize()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        with run_instance(ui_build.current()) as instance:
            _answer({"ui": instance.ui, "api": instance.api, "database": instance.database})
            actions = {"renew": instance.renew, "stop": instance.stop, "start": instance.start}
            for line in sys.stdin:
                command, _, statement = line.strip().partition(" ")
                if command == "mails":
                    _answer({"mails": instance.mails()})
                    continue
                if command == "execute":
                    instance.execute(statement)
                else:
                    actions[command]()
                _answer({})
    except WorkspaceError as error:
        _answer({"error": str(error)})
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _answer(values: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
