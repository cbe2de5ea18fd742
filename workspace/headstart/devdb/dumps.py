"""Dumps: the development database as a file in pg_dump's custom format, for other machines."""

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
from headstart.postgres.urls import database_name
from headstart.setup import toolchain


def dump(url: str, path: Path | None = None) -> Path:
    """Dump the database to a new file, completely or not at all; return its path.

    Raises:
        WorkspaceError: the file exists, its folder does not, or pg_dump is too old or fails.
    """
    path = path or Path(f"{database_name(url)}-{datetime.now().astimezone():%Y%m%d-%H%M%S}.dump")
    program = _program("pg_dump", url)
    if path.exists():
        msg = f"{path} already exists: choose another name, or move it"
        raise WorkspaceError(msg)
    if not path.parent.is_dir():
        msg = f"there is no folder {path.parent}: create it with `mkdir -p`, or choose another name"
        raise WorkspaceError(msg)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    args = (program, "--format=custom", "--no-owner", "--no-privileges", f"--file={temporary}", url)
    temporary.touch(mode=0o600)  # readable by its owner only
    try:
        _run(args, "the database could not be dumped", "fix this, then run the same command again")
        temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def refuse_missing(path: Path) -> None:
    """Raise WorkspaceError if there is no such file."""
    if not path.is_file():
        msg = f"there is no file {path}: run `inv db.dump` to write one"
        raise WorkspaceError(msg)


def load(url: str, path: Path) -> Label:
    """Replace the database by a dump; return the label of the snapshot of the old one.

    Raises:
        WorkspaceError: the file is not a dump, or pg_restore is too old or fails.
    """
    program = _program("pg_restore", url)
    refuse_missing(path)
    with swap.turn(url) as turn, snapshots.replace_database(turn, "before load", path.name) as new:
        jobs, target = f"--jobs={os.cpu_count()}", f"--dbname={new.url}"
        args = (program, "--exit-on-error", "--no-owner", "--no-privileges", jobs, target, path)
        _run(
            args,
            f"{path} could not be loaded",
            "the database is unchanged; run `inv db.dump` to write a complete dump",
        )
        databases.analyze(new.url)
    return new.backup


def _run(args: Sequence[object], failure: str, fix: str) -> None:
    result = commands.run(args, cwd=Path.cwd())
    if result.exit_code != 0:
        # The failed statement comes after the reason.
        _before, _error, reason = result.output.partition("error: ")
        msg = f"{failure} ({(reason or result.last_line).splitlines()[0]}): {fix}"
        raise WorkspaceError(msg)


def _program(name: str, url: str) -> Path:
    """Return a client program that supports the server's version."""
    program = toolchain.client(name)
    version, server = toolchain.version_of(program), databases.server_version(url)
    if int(version.partition(".")[0] or 0) < int(server.partition(".")[0]):
        msg = f"{program} has version {version}, but the server {server}: run `./inv setup` to update it"
        raise WorkspaceError(msg)
    return program
