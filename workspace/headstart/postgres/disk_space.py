"""Checks the free disk space of the server before data is written."""

import shutil
from contextlib import suppress
from pathlib import Path

from psycopg2 import errors
from psycopg2.extensions import cursor

from headstart.core.errors import WorkspaceError

RESERVE = 256 * 1024**2
PER_ROW = 1024  # estimated bytes of a generated row with its indexes


def check_free_space(server: cursor, data: int, action: str, alternative: str) -> None:
    """Refuse to write data if the disk could become full.

    A server without space for its log stops, and does not start until there is space again. The disk of a
    remote server cannot be checked.

    Raises:
        WorkspaceError: there is not enough free space.
    """
    needed = data + RESERVE
    free = _free(server)
    if free is not None and free < needed:
        msg = (
            f"{action} may need {_megabytes(needed)}, but the server's disk has {_megabytes(free)}: "
            f"free some space, or {alternative}"
        )
        raise WorkspaceError(msg)


def _free(server: cursor) -> int | None:
    with suppress(errors.InsufficientPrivilege, OSError):
        server.execute("SHOW data_directory")
        folder = Path((server.fetchone() or ("",))[0])
        if folder.is_absolute():
            return shutil.disk_usage(folder).free
    return None


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:,.0f} MB"
