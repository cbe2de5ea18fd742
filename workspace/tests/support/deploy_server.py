"""A server to deploy to: a container with SSH and a Docker engine of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from headstart.core import project
from tests.support import s3_store
from tests.support.checkouts import Checkout
from tests.support.load import Load, load
from tests.support.polling import until
from tests.support.production_stack import CREATE_USER, Response, request, run, sign_in

NAME = "headstart-deploy-server"
WRITERS = 16
PREFIX = "trial-"  # of the product's images
BARE = "headstart-bare-server"
HTTP_PORT = 8480
REGISTRY_PORT = 8482  # the same here and on the server, so that both know the registry by one name
# What an engine in a container needs.
PRIVILEGES = (
    *("--cap-add=SYS_ADMIN", "--cap-add=NET_ADMIN", "--cap-add=SYS_PTRACE", "--cap-add=DAC_READ_SEARCH"),
    *(f"--security-opt={name}=unconfined" for name in ("seccomp", "apparmor", "systempaths")),
    *("--cgroupns=host", "--volume=/sys/fs/cgroup:/sys/fs/cgroup"),
)
TARGET = f"""
[tool.deploy.trial]
host = "ssh://ada@127.0.0.1:{{port}}"

[tool.deploy.trial.environment]
PUBLIC_URL = "http://localhost:{HTTP_PORT}"
HTTP_PORT = "{HTTP_PORT}"
HTTPS_PORT = "{HTTP_PORT + 1}"
"""
COPY_NAMES = "CREATE TEMP TABLE acknowledged (name text); COPY acknowledged FROM STDIN;"
MISSING_NAMES = "SELECT name FROM acknowledged EXCEPT SELECT name FROM authors;"
MIGRATION = """# squawk-ignore ban-drop-column: the test is about that
import sqlalchemy as sa
from alembic import op

revision = "{}"
down_revision = "{}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    {}


def downgrade() -> None:
    {}
"""
SSH = """#!/bin/sh
exec {program} -F /dev/null -o IdentityFile={folder}/key -o StrictHostKeyChecking=accept-new \\
    -o UserKnownHostsFile={folder}/known_hosts "$@"
"""


class Shop:
    """A product that can be deployed to a running server."""

    address = f"http://localhost:{HTTP_PORT}"

    def __init__(self, docker: str, folder: Path, server: str = NAME) -> None:
        self.docker = docker
        self.server = server
        self.port = self._published(HTTP_PORT)
        self.headers: dict[str, str] = {}
        self._add_key(folder)
        self.checkout = Checkout(folder / "shop")
        self.checkout.add_front_end()
        shutil.copytree(project.ROOT / "infra", self.checkout.root / "infra")
        shutil.copy(project.ROOT / ".dockerignore", self.checkout.root)
        self._edit("infra/compose.production.yml", lambda text: text.replace("name: ", f"name: {PREFIX}", 1))
        self._edit("pyproject.toml", lambda text: text + TARGET.format(port=self._published(22)))

    def inv(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run ``inv``, which finds the server's key."""
        return self.checkout.run(*args, PATH=self.path)

    def start_deploy(self, *args: str) -> subprocess.Popen[str]:
        """Start a deployment."""
        environment = self.checkout.environment({"PATH": self.path, "PYTHONUNBUFFERED": "1"})
        return subprocess.Popen(
            [self.checkout.venv / "bin" / "python", "-P", "-m", "headstart.tasks", "deploy", *args],
            cwd=self.checkout.root, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip

    def set_secret(self, name: str, value: str) -> None:
        """Set a secret for the next deployment."""
        python = self.checkout.venv / "bin" / "python"
        subprocess.run(
            [python, "-P", "-m", "headstart.tasks", "deploy.secrets", "--set", name],
            cwd=self.checkout.root, env=self.checkout.environment({"PATH": self.path}),
            input=value, capture_output=True, text=True, check=True,
        )  # fmt: skip

    def run_store(self, network: str) -> None:
        """Run a store for the backups on the server, in a network of containers."""
        run([self.docker, "cp", str(s3_store.PROGRAM), f"{self.server}:/home/ada/weed"])
        options = [f"--network={network}", "--network-alias=store", "--volume=/home/ada/weed:/weed:ro"]
        options += [f"--env={name}={value}" for name, value in s3_store.CREDENTIALS.items()]
        command = [s3_store.IMAGE, *s3_store.COMMAND.split()]
        self.on_server("docker", "run", "--detach", "--rm", "--volume=/data", *options, *command)

    def change(self, path: str = "backend/app/wsgi.py", text: str = "# changed\n") -> None:
        """Append to a file, so that there is something to deploy."""
        self._edit(path, lambda before: before + text)

    @contextmanager
    def changed(self, path: str, edit: Callable[[str], str]) -> Iterator[None]:
        """Change a file during the block."""
        before = (self.checkout.root / path).read_text("utf-8")
        self._edit(path, edit)
        try:
            yield
        finally:
            self._edit(path, lambda _: before)

    def migration(self, revision: str, predecessor: str, statements: tuple[str, str]) -> Path:
        """Write a migration with statements for the way there and back."""
        text = MIGRATION.format(revision, predecessor, *statements)
        file = self.checkout.root / "backend" / "migrations" / "versions" / f"{revision}.py"
        file.write_text(text, "utf-8")
        return file

    def load_image(self, image: str) -> None:
        """Load an image that the server would otherwise download."""
        if subprocess.run(
            [self.docker, "image", "inspect", image], capture_output=True, check=False
        ).returncode:
            run([self.docker, "pull", image])
        script = '"$1" save "$2" | "$1" exec -i "$3" docker load'
        run(["sh", "-c", script, "sh", self.docker, image, self.server])

    def on_server(self, *command: str) -> str:
        """Run a command on the server as ada."""
        return run([self.docker, "exec", "--user", "ada", "--workdir", "/home/ada", self.server, *command])

    def current(self) -> str:
        """Return the release that serves."""
        return self.on_server("sh", "-c", "cat */current")

    def sql(self, statement: str) -> str:
        """Run statements in the server's database, and return the output of psql."""
        script = 'docker exec -i "$(docker ps -qf name=-db-1)" psql -XAtq -U owner -d app'
        command = [self.docker, "exec", "--interactive", "--user", "ada", self.server, "sh", "-c", script]
        return subprocess.run(
            command, input=statement, capture_output=True, text=True, check=True
        ).stdout.strip()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock of deployments during the block."""
        as_ada = ["--interactive", "--user", "ada", "--workdir", "/home/ada"]
        command = [self.docker, "exec", *as_ada, self.server, "sh", "-c", "exec flock */.lock cat"]
        with subprocess.Popen(command, stdin=subprocess.PIPE):
            until(lambda: "flock" in self.on_server("ps", "-e"))  # `ps -C flock` fails without one
            yield

    def sign_in(self) -> None:
        """Create a user, and let requests belong to a session of theirs."""
        printed = self.inv("deploy.shell", "trial", "--", *CREATE_USER).stdout
        self.headers.update(sign_in(self.port, printed))

    def request(self, method: str, path: str, data: object = None) -> Response:
        """Send a request to the product."""
        return request(self.port, method, path, data, self.headers)

    def missing_authors(self, names: set[str]) -> set[str]:
        """Return those names that no author in the database has."""
        return {*self.sql("\n".join([COPY_NAMES, *names, "\\.", MISSING_NAMES])).splitlines()}

    @contextmanager
    def load(self, event: str) -> Iterator[Load]:
        """Send requests during the block, and print what became of them."""
        with load(self, WRITERS) as running:
            yield running
        sys.stdout.write(f"\n| {event} | {running} |\n")

    def _published(self, port: int) -> int:
        return int(run([self.docker, "port", self.server, str(port)]).splitlines()[0].rpartition(":")[2])

    def _add_key(self, folder: Path) -> None:
        run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "key")])
        script = 'mkdir -m 700 .ssh && echo "$1" >.ssh/authorized_keys'
        self.on_server("sh", "-c", script, "sh", (folder / "key.pub").read_text("utf-8"))
        program = folder / "bin" / "ssh"
        program.parent.mkdir()
        program.write_text(SSH.format(program=shutil.which("ssh"), folder=folder), "utf-8")
        program.chmod(0o755)
        self.path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"

    def _edit(self, path: str, edit: Callable[[str], str]) -> None:
        file = self.checkout.root / path
        file.write_text(edit(file.read_text("utf-8")), "utf-8")


@contextmanager
def run_server(docker: str) -> Iterator[None]:
    """Run the server with an empty engine for the duration of the block."""
    with _run_container(docker, NAME, "server", f"--publish=127.0.0.1:{REGISTRY_PORT}:{REGISTRY_PORT}"):
        until(lambda: has_engine(docker, NAME))
        try:
            yield
        finally:
            images = run([docker, "image", "ls", "--format", "{{.Repository}}:{{.Tag}}"]).split()
            run([docker, "image", "rm", *(each for each in images if each.startswith(PREFIX))])


@contextmanager
def run_bare_server(docker: str) -> Iterator[None]:
    """Run a server without Docker for the duration of the block."""
    with _run_container(docker, BARE, "bare"):
        yield


def has_engine(docker: str, server: str) -> bool:
    """Return whether the server's own engine is running."""
    command = [docker, "exec", server, "docker", "info"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextmanager
def _run_container(docker: str, name: str, stage: str, *options: str) -> Iterator[None]:
    folder = Path(__file__).parents[1] / "deploy" / "server"
    run([docker, "build", "--quiet", "--tag", name, "--target", stage, str(folder)])
    publish = ["--publish=127.0.0.1::22", f"--publish=127.0.0.1::{HTTP_PORT}", *options]
    run([docker, "run", "--detach", "--rm", "--name", name, *PRIVILEGES, *publish, name])
    try:
        yield
    finally:
        run([docker, "rm", "--force", "--volumes", name])
