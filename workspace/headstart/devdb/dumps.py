"""Dumps: the development database as a file, in pg_dump's custom format, for another machine."""

import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from headstart.core import commands
from headstart.core.errors import WorkspaceError
from headstart.devdb import snapshots
from headstart.postgres import databases, swap
from headstart.postgres.labels import Label
from headstart.postgres.urls import database_of
from headstart.setup import toolchain


def dump(url: str, path: Path | None = None) -> Path:
    """Write the database into a new file, whole or not at all; return its path.

    Raises:
        WorkspaceError: the file is there already, or its folder is not; pg_dump is too old or fails.
    """
    path = path or Path(f"{database_of(url)}-{datetime.now().astimezone():%Y%m%d-%H%M%S}.dump")
    program = _program("pg_dump", url)
    if path.exists():
        msg = f"{path} is there already: choose another name, or move it away"
        raise WorkspaceError(msg)
    if not path.parent.is_dir():
        msg = f"there is no folder {path.parent}: make it with `mkdir -p`, or choose another name"
        raise WorkspaceError(msg)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    words = (program, "--format=custom", "--no-owner", "--no-privileges", f"--file={unfinished}", url)
    unfinished.touch(mode=0o600)  # all data, for its owner alone
    try:
        _run(words, "the database could not be dumped", "fix that, then run the same command again")
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def load(url: str, path: Path) -> Label:
    """Put what a dump holds in the place of the database; return what that is kept as.

    Raises:
        WorkspaceError: the file is no dump, pg_restore is too old or fails.
    """
    program = _program("pg_restore", url)
    if not path.is_file():
        msg = f"there is no file {path}: `inv db.dump` writes one"
        raise WorkspaceError(msg)
    with swap.turn(url) as turn, snapshots.replacing(turn, "before load", path.name) as new:
        jobs, into = f"--jobs={os.cpu_count()}", f"--dbname={new.url}"
        words = (program, "--exit-on-error", "--no-owner", "--no-privileges", jobs, into, path)
        _run(
            words,
            f"{path} could not be loaded",
            "the database is as it was; `inv db.dump` writes a whole one",
        )
        databases.analyze(new.url)
    return new.kept


def _run(words: Sequence[object], failed: str, remedy: str) -> None:
    ended = commands.run(words, cwd=Path.cwd())
    if ended.exit_code != 0:
        # The statement that failed comes after the reason.
        _before, _error, reason = ended.output.partition("error: ")
        msg = f"{failed} ({(reason or ended.last_line).splitlines()[0]}): {remedy}"
        raise WorkspaceError(msg)


def _program(name: str, url: str) -> Path:
    """Find a program that knows the server's version."""
    program = toolchain.client(name)
    version, server = toolchain.version_of(program), databases.server_version(url)
    if int(version.partition(".")[0] or 0) < int(server.partition(".")[0]):
        msg = (
            f"{program} is of version {version}, the server of {server}: `./inv setup` installs one that fits"
        )
        raise WorkspaceError(msg)
    return program
