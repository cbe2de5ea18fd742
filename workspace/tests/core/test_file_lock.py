"""A lock between processes."""

import subprocess
import sys
from pathlib import Path

from headstart.core import project
from headstart.core.file_lock import file_lock

HOLD_LOCK = """
import sys; from pathlib import Path; from headstart.core.file_lock import file_lock
with file_lock(Path(sys.argv[1])):
    print('locked', flush=True)
    sys.stdin.readline()
"""


def hold_lock(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD_LOCK, path],
        cwd=project.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_one_process_waits_for_the_other(folder: Path) -> None:
    path = folder / "new" / "lock"
    first = hold_lock(path)
    assert first.stdout is not None
    assert first.stdout.readline() == "locked\n"
    second = hold_lock(path)
    first.communicate("\n")
    assert second.communicate("\n")[0] == "locked\n"


def test_the_lock_of_a_killed_process_is_free(folder: Path) -> None:
    killed = hold_lock(folder / "lock")
    assert killed.stdout is not None
    killed.stdout.readline()
    killed.kill()
    killed.communicate()
    with file_lock(folder / "lock"):
        pass
