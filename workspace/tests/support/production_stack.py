"""The product in production: the real images, with their own database, on free ports."""

import json
import os
import secrets
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPMessage, HTTPSConnection
from pathlib import Path
from typing import Any

import psycopg2

from headstart.core import project
from headstart.running.supervisor import free_port
from tests.support.polling import until

HOST = "127.0.0.1"
NAME = "headstart-faults"
CREATE_USER = ("python", "-m", "app.users", "create", "ada@example.com")
INFRA = project.ROOT / "infra"
SECRETS = (
    "secret_key",
    "database_password",
    "database_owner_password",
    "database_replicator_password",
    "backup_key",
    "backup_s3_key_id",
    "backup_s3_secret_key",
    "smtp_password",
)


@dataclass(frozen=True)
class Response:
    """A complete response."""

    status: int
    headers: HTTPMessage
    body: bytes

    def json(self) -> Any:
        """Return the parsed JSON body."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Stack:
    """A running product."""

    docker: str
    folder: Path
    environment: Mapping[str, str]
    name: str = NAME
    # Of the user whose session its requests belong to.
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        """The port of the proxy."""
        return int(self.environment["HTTP_PORT"])

    def compose(self, *args: str) -> str:
        """Run Docker Compose and return its output."""
        return run([self.docker, "compose", *args], self.compose_environment())

    def compose_environment(self) -> dict[str, str]:
        """Return the variables for programs that run Docker Compose."""
        file = self.folder / "compose.production.yml"
        own = {"COMPOSE_PROJECT_NAME": self.name, "COMPOSE_FILE": str(file)}
        return {**os.environ, **own, **self.environment}

    def request(self, method: str, path: str, data: object = None, *, timeout: float = 60) -> Response:
        """Send a request through the proxy."""
        return request(self.port, method, path, data, self.headers, timeout=timeout)

    def sign_in(self) -> None:
        """Create a user as in production, and let requests belong to a session of theirs."""
        self.headers.update(sign_in(self.port, self.compose("exec", "-T", "api", *CREATE_USER)))

    def responds(self) -> bool:
        """Return whether the proxy accepts requests."""
        try:
            return self.request("GET", "/").status == 200
        except OSError:
            return False

    def sql(self, statement: str, role: str = "owner") -> str:
        """Run a statement over TCP, as the API does, and return the output of psql."""
        secret = "database_owner_password" if role == "owner" else "database_password"
        script = 'PGPASSWORD="$1" exec psql -XAt -v ON_ERROR_STOP=1 -h 127.0.0.1 -U "$2" -d app -c "$3" 2>&1'
        password = (self.folder / "secrets" / secret).read_text("utf-8").strip()
        return self.compose("exec", "-T", "db", "sh", "-c", script, "sh", password, role, statement)

    def missing_authors(self, names: set[str]) -> set[str]:
        """Return those names that no author in the database has."""
        # Not with `docker exec`, which sometimes drops the last lines of a long output.
        with closing(psycopg2.connect(self.database_url())) as connection, connection.cursor() as rows:
            rows.execute("SELECT name FROM authors")
            return names - {name for (name,) in rows}

    def database_url(self) -> str:
        """Return the address of the database, for its owner."""
        container = json.loads(run([self.docker, "inspect", f"{self.name}-db-1"]))[0]
        address = container["NetworkSettings"]["Networks"][f"{self.name}_inside"]["IPAddress"]
        password = (self.folder / "secrets" / "database_owner_password").read_text("utf-8")
        return f"host={address} user=owner dbname=app password={password}"

    def connect(self, *, port: int | None = None) -> socket.socket:
        """Open a connection to the proxy, for requests that HTTP clients cannot send."""
        return socket.create_connection((HOST, port or self.port), timeout=60)


def request(  # noqa: PLR0913
    port: int,
    method: str,
    path: str,
    data: object = None,
    headers: Mapping[str, str] | None = None,
    *,
    tls: bool = False,
    timeout: float = 60,
) -> Response:
    """Send a request to localhost. Bytes are sent as they are, other data as JSON."""
    body = data if isinstance(data, bytes) or data is None else json.dumps(data).encode()
    connection = (
        HTTPSConnection("localhost", port, timeout=timeout, context=ssl._create_unverified_context())  # noqa: S323
        if tls
        else HTTPConnection("localhost", port, timeout=timeout)
    )
    try:
        kind = {} if body is None else {"Content-Type": "application/json"}
        connection.request(method, path, body, {**kind, **(headers or {})})
        response = connection.getresponse()
        return Response(response.status, response.headers, response.read())
    finally:
        connection.close()


def sign_in(port: int, printed: str) -> dict[str, str]:
    """Sign in as the user of CREATE_USER, which printed a link; return the headers of the session."""
    email, password = {"email": CREATE_USER[-1]}, {"password": "correct horse battery staple"}
    headers = {"Sec-Fetch-Site": "same-origin"}
    token = {"token": printed.rpartition("#token=")[2].partition("&")[0]}
    response = request(port, "POST", "/api/password/reset", token | password, headers)
    assert response.status == HTTPStatus.NO_CONTENT, response.body
    response = request(port, "POST", "/api/session", email | password, headers)
    assert response.status == HTTPStatus.OK, response.body
    return headers | {"Cookie": response.headers["Set-Cookie"].partition(";")[0]}


@contextmanager
def run_stack(docker: str, folder: Path, name: str = NAME, **settings: str) -> Iterator[Stack]:
    """Build the images and run them for the duration of the block, with settings of the Compose file."""
    write_configuration(folder)
    ports = {"HTTP_PORT": str(free_port(0)), "HTTPS_PORT": str(free_port(0))}
    stack = Stack(docker, folder, ports | settings, name)
    run([docker, "compose", "-p", name, "-f", str(INFRA / "compose.production.yml"), "build", "--quiet"])
    try:
        stack.compose("up", "--wait", "--no-build")
        until(stack.responds)
        stack.sign_in()
        yield stack
    finally:
        stack.compose("down", "--volumes", "--timeout", "1")


def write_configuration(folder: Path) -> None:
    """Copy `infra` to a folder, with new secrets."""
    shutil.copytree(INFRA, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("secrets"))
    (folder / "secrets").mkdir(mode=0o700)
    for name in SECRETS:
        (folder / "secrets" / name).write_text(secrets.token_hex(32), "utf-8")


def run(command: list[str], environment: Mapping[str, str] | None = None) -> str:
    """Run a program and return its output.

    Raises:
        AssertionError: the program failed.
    """
    process = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert process.returncode == 0, f"{' '.join(command)}\n{process.stdout}\n{process.stderr}"
    return process.stdout
