"""The temporary folder of an upgrade, which the next command removes if the process was killed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from headstart.core import project

PREFIX = "headstart-upgrade-"


@contextmanager
def work_folder() -> Iterator[Path]:
    """Yield an empty folder, and remove it afterwards."""
    remove_leftover()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    _record().parent.mkdir(exist_ok=True)
    _record().write_text(str(folder), "utf-8")
    try:
        yield folder
    finally:
        remove_leftover()


def remove_leftover() -> None:
    """Remove the folder of the last upgrade in this checkout, if it still exists."""
    if _record().exists():
        folder = Path(_record().read_text("utf-8"))
        if folder.name.startswith(PREFIX):
            shutil.rmtree(folder, ignore_errors=True)
        _record().unlink()


def _record() -> Path:
    return project.STATE / "upgrade-folder.txt"
