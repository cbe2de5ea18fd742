"""Backups: makes one now, lists them, and restores one. The programs are in ``infra/postgres/backup``."""

import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from headstart.build import images
from headstart.core import commands
from headstart.core.commands import Completed
from headstart.core.errors import WorkspaceError
from headstart.deploy import deployment, targets
from headstart.deploy.host import SSH_FAILED, Host, connect, explain

LOCAL = "local"
LOCAL_PRELUDE = r"""
set -eu
start='docker compose -f infra/compose.production.yml up --wait'
product() { docker compose "$@"; }
"""
REMOTE_PRELUDE = r"""
start='inv deploy'
product() {
    [ -e current ] || { echo 'nothing is deployed: `inv deploy` deploys' >&2; exit 1; }
    compose "$(cat current)" "$@"
}
"""
# The arguments are a program of the service and its own arguments.
RUN = r"""
program=$1
shift
[ -n "$(product ps --quiet --status running backup)" ] || {
    echo "the service backup is not running: \`$start\` starts it" >&2
    exit 1
}
product exec -T --user postgres backup "/postgres/backup/$program" "$@"
"""
FETCH = "product run --rm --no-deps -T backup-fetch"
RESTORE = 'product run --rm --no-deps -T restore "$@"'
# Whatever fails, the product is started again.
SWAP = r"""
start_all() {
    product up --detach --no-deps --no-recreate --wait db >&2
    product run --rm --no-deps roles >&2
    product up --detach --no-deps --no-recreate backup >&2
    product run --rm --no-deps migrate >&2
    product up --detach --no-deps --no-recreate --wait api api-2 worker >&2
}
product stop api api-2 worker backup db >&2
product run --rm --no-deps -T restore swap || { start_all; exit 1; }
start_all
"""
PROGRAM = re.compile(r"^\S+Z [a-z-]+: ")  # how the service's programs begin a line


class Machine(Protocol):
    """Where the production Compose file runs."""

    def run(self, script: str, *args: str, failure: str) -> str:
        """Run a script that has to succeed, and return its output."""

    def lock(self) -> AbstractContextManager[None]:
        """Keep others from deploying."""


class Local:
    """This machine. ``COMPOSE_FILE`` and the other variables of Compose may tell what runs on it."""

    def run(self, script: str, *args: str, failure: str) -> str:
        """Run a script that has to succeed, and return its output."""
        defaults = {"COMPOSE_FILE": str(images.COMPOSE_FILE), "SITE_ADDRESS": ""}
        command = ["sh", "-c", LOCAL_PRELUDE + script, "sh", *args]
        return _output(commands.run(command, {**defaults, **os.environ}), failure)

    def lock(self) -> AbstractContextManager[None]:
        """Do nothing, as nobody deploys to this machine."""
        return nullcontext()


@dataclass(frozen=True)
class Remote:
    """A server of ``inv deploy``."""

    host: Host

    def run(self, script: str, *args: str, failure: str) -> str:
        """Run a script that has to succeed, and return its output."""
        result = self.host.try_script(REMOTE_PRELUDE + script, *args, writes=False)
        if result.exit_code == SSH_FAILED:
            raise WorkspaceError(explain(self.host.target.host, result))
        return _output(result, failure)

    def lock(self) -> AbstractContextManager[None]:
        """Keep others from deploying."""
        return deployment.lock(self.host)


@contextmanager
def machine(target: str) -> Iterator[Machine]:
    """Yield a server of ``inv deploy``, or this machine if the target is `local` or none is configured.

    Raises:
        WorkspaceError: the target is unknown, or Docker is not running here.
    """
    known = targets.configured()
    if not target and len(known) > 1:
        msg = f"the backups of which server? Add one of these names: {', '.join([*known, LOCAL])}"
        raise WorkspaceError(msg)
    if target not in {"", LOCAL} or (not target and known):
        with connect(targets.find(target)) as host:
            yield Remote(host)
        return
    if images.docker() is None:
        msg = "Docker is not running here: start it, or add the server, as in `inv backup user@host`"
        raise WorkspaceError(msg)
    yield Local()


def parse_time(text: str) -> str:
    """Return a time for PostgreSQL, in UTC; empty if the text is.

    Raises:
        WorkspaceError: it is not a time, or in the future.
    """
    if not text:
        return ""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        msg = f"--to {text} is not a time: write it in UTC, for example --to '2026-11-27 14:05'"
        raise WorkspaceError(msg) from None
    time = parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    if time > datetime.now(UTC):
        msg = f"{time:%Y-%m-%d %H:%M} UTC is in the future: pass --to with an earlier time, in UTC"
        raise WorkspaceError(msg)
    return f"{time:%Y-%m-%d %H:%M:%S.%f}+00"


def back_up(place: Machine) -> str:
    """Back up, restore the backup into a scratch server and compare it; return the list of all backups."""
    place.run(RUN, "run", failure="the backup failed")
    return list_backups(place)


def list_backups(place: Machine) -> str:
    """Return a table of all backups."""
    return place.run(RUN, "list", failure="the backups cannot be listed")


def fetch(place: Machine) -> str:
    """Copy the backups back from the store; return a sentence about them."""
    return place.run(FETCH, failure="the backups were not fetched").strip()


def prepare(place: Machine, time: str) -> str:
    """Restore the database of a time next to the one that runs; return a sentence about it."""
    args = [time] if time else []
    return place.run(RESTORE, "prepare", *args, failure="the backup cannot be restored").strip()


def discard(place: Machine) -> None:
    """Delete the restored database, which is not wanted."""
    place.run(RESTORE, "discard", failure="the restored database cannot be deleted")


def swap(place: Machine) -> str:
    """Let the restored database take the place of the one that runs; return a sentence about that one."""
    return place.run(SWAP, failure="the product did not start with the restored database").strip()


def _output(result: Completed, failure: str) -> str:
    if result.exit_code == 0:
        return result.stdout
    msg = f"{failure}: {PROGRAM.sub('', (result.stderr or result.stdout).strip().splitlines()[-1])}"
    raise WorkspaceError(msg)
