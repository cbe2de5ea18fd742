"""A program that is killed, with its children, when its standard input is closed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from headstart.core import tether
from headstart.running import supervisor
from tests.support.dummy_parts import PROGRAM, pid_in
from tests.support.polling import until

HOLDER = "import subprocess, sys; subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE).wait()"


def tethered_program(*behaviours: str) -> list[str]:
    """Return the arguments that run a tethered program with these behaviours: see ``dummy_program.py``."""
    return [*tether.ARGS, sys.executable, "-S", str(PROGRAM), *behaviours]


@pytest.fixture
def family(folder: Path) -> list[str]:
    """Return behaviours of a program and its child that ignore termination."""
    child = f"start:ignore,pid:{folder / 'child'},stay"
    return [child, "ignore", f"pid:{folder / 'parent'}", "stay"]


def process_ids(folder: Path) -> Iterator[int]:
    """Return the process IDs of both, as soon as they have written them."""
    return (pid_in(folder / name) for name in ("parent", "child"))


def test_a_program_and_its_child_end_with_the_input(folder: Path, family: list[str]) -> None:
    tethered = subprocess.Popen(tethered_program(*family), stdin=subprocess.PIPE)
    running = list(process_ids(folder))
    tethered.communicate()
    until(lambda: not any(map(supervisor.started_at, running)))
    assert tethered.returncode == 1


def test_they_end_when_the_holder_of_the_input_is_killed(folder: Path, family: list[str]) -> None:
    holder = subprocess.Popen([sys.executable, "-S", "-c", HOLDER, *tethered_program(*family)])
    running = list(process_ids(folder))
    holder.kill()
    holder.wait()
    until(lambda: not any(map(supervisor.started_at, running)))


def test_a_program_that_exits_ends_its_child_and_returns_its_exit_code(folder: Path) -> None:
    args = tethered_program(f"start:pid:{folder / 'child'},stay", f"wait:{folder / 'child'}", "exit:3")
    with subprocess.Popen(args, stdin=subprocess.PIPE) as tethered:
        assert tethered.wait() == 3
    child = pid_in(folder / "child")
    until(lambda: not supervisor.started_at(child))
