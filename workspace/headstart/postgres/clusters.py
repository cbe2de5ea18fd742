"""New clusters: made by initdb or, for tests, copied from one that it made before.

The ready-made one is kept in the workspace's folder, for each version of PostgreSQL. A copy has the same
system identifier: that is compared by replicas, and a server for tests has none.
"""

import shutil
import subprocess
from pathlib import Path

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.core.file_lock import file_lock
from headstart.postgres.accounts import Account

SUPERUSER = "postgres"
# Sorting must be the same on every machine and after every upgrade of the system's libraries.
INITDB = (
    *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    *(f"--username={SUPERUSER}", "--auth=trust"),
)


def make(data: Path, programs: Path, account: Account) -> None:
    """Create a cluster beside its place and move it there: a killed run leaves no half.

    Raises:
        WorkspaceError: initdb could not; the sentence holds its reason.
    """
    unfinished = _beside(data)
    unfinished.mkdir(mode=0o700)
    account.own(unfinished)
    done = subprocess.run(
        [programs / "initdb", "--pgdata", unfinished, *INITDB],
        capture_output=True, text=True, check=False, cwd="/", **account.popen,
    )  # fmt: skip
    if done.returncode != 0:
        reason = (done.stderr.strip() or "no reason given").splitlines()[-1]
        msg = f"initdb could not create {data}: {reason}; `inv doctor` looks at disk and tools"
        raise WorkspaceError(msg)
    _move(unfinished, data)


def copy(data: Path, programs: Path, version: str, account: Account, home: Path) -> None:
    """Copy the ready-made cluster of a version, which is made once, in the folder ``home``.

    Raises:
        WorkspaceError: it could not be made, or there is no room for a copy.
    """
    key = project.digest(f"{version} {account.uid} {' '.join(INITDB)}")
    ready = home / f"cluster-{key}"
    with file_lock(project.STATE / "cluster.lock"):
        if not ready.exists():
            for outdated in home.glob("cluster-*"):
                shutil.rmtree(outdated, ignore_errors=True)
            make(ready, programs, account)
    unfinished = _beside(data)
    # It keeps owners and modes, and takes a fifth of the time that Python needs for a thousand files.
    copied = commands.run(["cp", "-pR", ready, unfinished])
    if copied.exit_code != 0:
        msg = f"{data} could not be made: {copied.last_line}; `inv doctor` looks at disk and tools"
        raise WorkspaceError(msg)
    _move(unfinished, data)


def _beside(data: Path) -> Path:
    data.parent.mkdir(parents=True, exist_ok=True)
    unfinished = data.with_name(f"{data.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    return unfinished


def _move(unfinished: Path, data: Path) -> None:
    shutil.rmtree(data, ignore_errors=True)
    unfinished.rename(data)
