"""Whether the server's disk has room for what is going to be written."""

import shutil
from contextlib import suppress
from pathlib import Path

from psycopg2 import errors
from psycopg2.extensions import cursor

from headstart.core.errors import WorkspaceError

SPARE = 256 * 1024**2
PER_ROW = 1024  # bytes of an invented row, with its indexes: books take 740


def check_room(server: cursor, data: int, doing: str, instead: str) -> None:
    """Refuse to write so many bytes of data when the disk could become full.

    A server that cannot write its log any more ends, and does not start again until there is room: the
    development database would go with it. Of a server on another machine nothing is known.

    Raises:
        WorkspaceError: there is too little room.
    """
    needed = data + SPARE
    free = _free(server)
    if free is not None and free < needed:
        msg = (
            f"{doing} may need {_shown(needed)} and the disk of the server has {_shown(free)}: "
            f"free some space, or {instead}"
        )
        raise WorkspaceError(msg)


def _free(server: cursor) -> int | None:
    with suppress(errors.InsufficientPrivilege, OSError):
        server.execute("SHOW data_directory")
        folder = Path((server.fetchone() or ("",))[0])
        if folder.is_absolute():
            return shutil.disk_usage(folder).free
    return None


def _shown(size: int) -> str:
    return f"{size / 1024**2:,.0f} MB"
