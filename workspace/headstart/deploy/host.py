"""A server over SSH: runs shell scripts in the product's folder, over one connection."""

import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from headstart.core import commands
from headstart.core.commands import Completed
from headstart.core.errors import WorkspaceError
from headstart.deploy.targets import Target, compose_project
from headstart.running.supervisor import free_port

SSH_FAILED = 255
MAX_WAIT = 600  # seconds, for the end of a script that an interrupted command has left

# The beginning of all scripts. The product's folder is also Compose's project folder, so that the paths in
# the database's definition are the same in all releases. The file `overlays` has options for Compose.
PRELUDE = """
set -eu
umask 022
[ -t 1 ] || export COMPOSE_ANSI=never
cd "$HOME" && mkdir -p {name} && cd {name}
compose() {{
    release=$1
    shift
    docker compose --project-name {name} --project-directory . --env-file "releases/$release/settings.env" \\
        --file "releases/$release/compose.production.yml" $(cat "releases/$release/overlays" 2>/dev/null) "$@"
}}
"""
# A script of a command that was killed may still run: wait for it.
ONE_AT_A_TIME = f"exec 8>.step && flock -w {MAX_WAIT} 8\n"
# The lock is released when the connection is closed for any reason, and `cat` ends.
LOCK = """
exec 9>>.lock
flock -n 9 || { cat .lock; exit 1; }
echo "$$ $1" >.lock
echo locked
exec cat >/dev/null
"""

REASONS = {
    "could not resolve hostname": "no server is called {host}: correct the name in `inv deploy`, or in "
    "[tool.deploy] in pyproject.toml",
    "permission denied": "{host} refuses your SSH key: run `ssh-copy-id {host}`",
    "host key verification failed": "the key of {host} is unknown or has changed: compare it: `ssh {host}`",
    "connection refused": "{host} refuses connections: start SSH there (`sudo systemctl start ssh`), "
    "or correct the port",
    "timed out": "{host} does not answer: check its address and its firewall with `ssh {host}`",
}


@dataclass(frozen=True)
class Host:
    """A connection to a target."""

    target: Target
    folder: str
    ssh: tuple[str, ...]

    def try_script(self, script: str, *args: str, stdin: str = "", writes: bool = True) -> Completed:
        """Run a script with arguments; one that only reads does not wait for others."""
        return commands.run(self.command(script, *args, writes=writes), stdin=stdin)

    def run(self, script: str, *args: str, failure: str, stdin: str = "", writes: bool = True) -> str:
        """Run a script that has to succeed, and return its output.

        Raises:
            WorkspaceError: it failed, or the connection did.
        """
        result = self.try_script(script, *args, stdin=stdin, writes=writes)
        if result.exit_code == SSH_FAILED:
            raise WorkspaceError(explain(self.target.host, result))
        if result.exit_code != 0:
            msg = f"{failure}: {result.last_line}"
            raise WorkspaceError(msg)
        return result.stdout

    def pipe(self, file: IO[bytes], script: str, *args: str) -> Completed:
        """Run a script with a file as its standard input."""
        file.seek(0)
        result = subprocess.run(
            self.command(script, *args, writes=True), stdin=file, capture_output=True, check=False
        )
        return Completed(
            result.returncode, *(each.decode(errors="replace") for each in (result.stdout, result.stderr))
        )

    def command(self, script: str, *args: str, writes: bool = False, terminal: bool = False) -> list[str]:
        """Return the command that runs a script on the server."""
        text = PRELUDE.format(name=self.folder) + (ONE_AT_A_TIME if writes else "") + script
        remote = shlex.join(["sh", "-c", text, "sh", *args])
        return [*self.ssh, *(["-t"] if terminal else []), self.target.host, remote]

    def run_in_terminal(self, script: str, *args: str) -> int:
        """Run a program that uses the terminal, if there is one, and return its exit code."""
        command = self.command(script, *args, terminal=sys.stdin.isatty())
        return subprocess.run(command, check=False).returncode

    @contextmanager
    def lock(self, holder: str) -> Iterator[None]:
        """Keep others from deploying.

        Raises:
            WorkspaceError: somebody else is deploying.
        """
        args = self.command(LOCK, holder)
        with subprocess.Popen(args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            answer = (process.stdout.readline() if process.stdout else "").strip()
            try:
                if answer != "locked":
                    raise WorkspaceError(self._describe_holder(answer))
                yield
            finally:
                if process.stdin:
                    process.stdin.close()
                process.terminate()

    @contextmanager
    def forward(self, port: int) -> Iterator[int]:
        """Yield a local port that leads to a port of the server."""
        local = free_port(0)
        forward = [*self.ssh, "-O", "forward", "-L", f"127.0.0.1:{local}:localhost:{port}", self.target.host]
        commands.output(forward, failure=f"port {port} of {self.target.host} cannot be reached")
        try:
            yield local
        finally:
            forward[forward.index("forward")] = "cancel"
            commands.run(forward)

    def _describe_holder(self, answer: str) -> str:
        if not answer:
            return f"{self.target.host} cannot be locked: check its disk with `ssh {self.target.host} df`"
        process, _space, holder = answer.partition(" ")
        return (
            f"{holder} is changing {self.target.host}: run the same command again when it has finished, "
            f"or end it with `ssh {self.target.host} kill {process}`"
        )


@contextmanager
def connect(target: Target) -> Iterator[Host]:
    """Open a connection for the duration of the block.

    Raises:
        WorkspaceError: SSH fails; the message says how to fix it.
    """
    with tempfile.TemporaryDirectory(prefix="inv-") as folder:
        options = {
            "ControlMaster": "auto",
            "ControlPath": str(Path(folder) / "ssh"),  # short, as the path of a socket is limited
            "ControlPersist": "60",
            "ConnectTimeout": "10",
            "ServerAliveInterval": "15",
            "Compression": "yes",
            "LogLevel": "ERROR",
            **({} if sys.stdin.isatty() else {"BatchMode": "yes"}),
        }
        host = Host(
            target, compose_project(), ("ssh", *(f"-o{key}={value}" for key, value in options.items()))
        )
        try:
            result = host.try_script("true", writes=False)
        except FileNotFoundError as error:
            msg = "ssh is not installed: install OpenSSH's client, then run the same command again"
            raise WorkspaceError(msg) from error
        if result.exit_code != 0:
            raise WorkspaceError(explain(target.host, result))
        try:
            yield host
        finally:
            commands.run([*host.ssh, "-O", "exit", target.host])


def explain(host: str, result: Completed) -> str:
    """Return why a connection failed, and what to do."""
    output = result.output.lower()
    for reason, sentence in REASONS.items():
        if reason in output:
            return sentence.format(host=host)
    return f"the connection to {host} failed ({result.last_line}): check it with `ssh {host}`"
