"""Creates clusters with initdb or, for tests, as copies of a prepared one, which is faster.

The prepared cluster is kept for each version of PostgreSQL. Copies have the same system identifier, which
only matters to replicas.
"""

import shutil
import subprocess
from pathlib import Path

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.core.file_lock import file_lock
from headstart.postgres.accounts import Account

SUPERUSER = "postgres"
# The sort order must not depend on the machine or on the version of the system's libraries.
INITDB = (
    *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    *(f"--username={SUPERUSER}", "--auth=trust"),
)


def create(data: Path, programs: Path, account: Account) -> None:
    """Create a cluster under a temporary name and rename it, so that a killed run leaves no incomplete one.

    Raises:
        WorkspaceError: initdb failed; the message has its reason.
    """
    temporary = _temporary_folder(data)
    temporary.mkdir(mode=0o700)
    account.own(temporary)
    result = subprocess.run(
        [programs / "initdb", "--pgdata", temporary, *INITDB],
        capture_output=True, text=True, check=False, cwd="/", **account.popen,
    )  # fmt: skip
    if result.returncode != 0:
        reason = (result.stderr.strip() or "no reason given").splitlines()[-1]
        msg = f"initdb could not create {data}: {reason}; run `inv doctor`"
        raise WorkspaceError(msg)
    _move(temporary, data)


def copy(data: Path, programs: Path, version: str, account: Account, home: Path) -> None:
    """Copy the prepared cluster of a version, which is created on demand in the folder ``home``.

    Raises:
        WorkspaceError: it could not be created, or there is not enough disk space for a copy.
    """
    key = project.digest(f"{version} {account.uid} {' '.join(INITDB)}")
    prepared = home / f"cluster-{key}"
    with file_lock(project.STATE / "cluster.lock"):
        if not prepared.exists():
            for outdated in home.glob("cluster-*"):
                shutil.rmtree(outdated, ignore_errors=True)
            create(prepared, programs, account)
    temporary = _temporary_folder(data)
    # cp preserves owners and modes, and is faster than Python.
    result = commands.run(["cp", "-pR", prepared, temporary])
    if result.exit_code != 0:
        msg = f"{data} could not be created: {result.last_line}; run `inv doctor`"
        raise WorkspaceError(msg)
    _move(temporary, data)


def _temporary_folder(data: Path) -> Path:
    data.parent.mkdir(parents=True, exist_ok=True)
    temporary = data.with_name(f"{data.name}.new")
    shutil.rmtree(temporary, ignore_errors=True)
    return temporary


def _move(temporary: Path, data: Path) -> None:
    shutil.rmtree(data, ignore_errors=True)
    temporary.rename(data)
