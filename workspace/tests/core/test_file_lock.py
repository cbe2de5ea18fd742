"""A lock between processes."""

import subprocess
import sys
from pathlib import Path

from headstart.core import project
from headstart.core.file_lock import file_lock

HOLDS = """
import sys; from pathlib import Path; from headstart.core.file_lock import file_lock
with file_lock(Path(sys.argv[1])):
    print('held', flush=True)
    sys.stdin.readline()
"""


def holder(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLDS, path],
        cwd=project.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_one_process_waits_for_the_other(folder: Path) -> None:
    path = folder / "new" / "lock"
    first = holder(path)
    assert first.stdout is not None
    assert first.stdout.readline() == "held\n"
    second = holder(path)
    first.communicate("\n")
    assert second.communicate("\n")[0] == "held\n"


def test_the_lock_of_a_killed_process_is_free(folder: Path) -> None:
    killed = holder(folder / "lock")
    assert killed.stdout is not None
    killed.stdout.readline()
    killed.kill()
    killed.communicate()
    with file_lock(folder / "lock"):
        pass
