"""The lock of a checkout: one command at a time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from headstart.core import checkout_lock as module
from headstart.core import project
from headstart.core.checkout_lock import checkout_lock
from headstart.core.errors import WorkspaceError

TAKE_LOCK = """
import sys; from pathlib import Path
from headstart.core import project
project.STATE = Path(sys.argv[1])
from headstart.core.checkout_lock import checkout_lock
from headstart.core.errors import WorkspaceError
try:
    with checkout_lock("inv second"):
        print("taken", flush=True)
        sys.stdin.readline()
except WorkspaceError as error:
    sys.exit(str(error))
"""


def take_lock(state: Path | None = None, *, started_by_the_holder: bool = False) -> subprocess.Popen[str]:
    environment = {
        name: value for name, value in os.environ.items() if started_by_the_holder or name != module.HOLDER
    }
    return subprocess.Popen(
        [sys.executable, "-c", TAKE_LOCK, state or project.STATE], cwd=project.ROOT, env=environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_second_command_is_refused_with_the_name_of_the_first() -> None:
    with checkout_lock("inv first"):
        output, error = take_lock().communicate("\n")
    assert output == ""
    assert error == (
        f"`inv first` (process {os.getpid()}) is changing this checkout: "
        "run `inv second` again when it has finished\n"
    )


def test_a_program_that_the_holder_starts_runs_under_its_lock() -> None:
    with checkout_lock("inv first"), checkout_lock("inv first"):
        assert take_lock(started_by_the_holder=True).communicate("\n")[0] == "taken\n"
    assert module.HOLDER not in os.environ


def test_the_lock_is_free_after_a_command_was_killed() -> None:
    with checkout_lock("inv first"):
        pass
    killed = take_lock()
    assert killed.stdout is not None
    assert killed.stdout.readline() == "taken\n"
    with pytest.raises(WorkspaceError, match="`inv second`"), checkout_lock("inv first"):
        pass
    killed.kill()
    killed.communicate()
    with checkout_lock("inv first"):
        pass


def test_checkouts_do_not_wait_for_each_other(folder: Path) -> None:
    with checkout_lock("inv first"):
        assert take_lock(folder / "another").communicate("\n")[0] == "taken\n"
