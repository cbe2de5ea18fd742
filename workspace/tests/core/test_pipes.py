"""Programs whose output is not read completely."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from headstart.core import project

QUIET = "from headstart.core import pipes; pipes.end_quietly(); "
LIST = ("-P", "-m", "headstart.tasks", "--search-root", str(project.ROOT), "--list")


def run(*args: str) -> str:
    """Run Python with a closed standard output; return its standard error."""
    readable, writable = os.pipe()
    os.close(readable)
    try:
        result = subprocess.run(
            [sys.executable, *args], stdout=writable, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(writable)
    return result.stderr


@pytest.mark.parametrize(
    "args",
    [("-c", QUIET + "print('little')"), ("-c", QUIET + "print(100_000 * 'much')"), LIST],
    ids=["little", "much", "inv --list"],
)
def test_it_ends_without_a_traceback(args: tuple[str, ...]) -> None:
    assert run(*args) == ""


def test_other_errors_are_shown(folder: Path) -> None:
    code = QUIET + "import os; r, w = os.pipe(); os.close(r); os.write(w, b'x')"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "BrokenPipeError" in result.stderr
