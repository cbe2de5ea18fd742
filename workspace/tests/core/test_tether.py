"""A program that ends with whoever holds the other end of its input, and takes its children along."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from headstart.core import tether
from headstart.running import supervisor
from tests.support.polling import until
from tests.support.supervising import PROGRAM, number_in

HOLDER = "import subprocess, sys; subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE).wait()"


def behaving(*behaviours: str) -> list[str]:
    """Return the words that run a tethered program which behaves so: see ``behaving.py``."""
    return [*tether.ARGS, sys.executable, "-S", str(PROGRAM), *behaviours]


@pytest.fixture
def family(folder: Path) -> list[str]:
    """Return behaviours of a program and its child that never end, deaf to the request to."""
    child = f"start:ignore,pid:{folder / 'child'},stay"
    return [child, "ignore", f"pid:{folder / 'parent'}", "stay"]


def both(folder: Path) -> Iterator[int]:
    """Return the processes of the family, as soon as they have written themselves down."""
    return (number_in(folder / name) for name in ("parent", "child"))


def test_a_program_and_its_child_end_with_the_input(folder: Path, family: list[str]) -> None:
    tethered = subprocess.Popen(behaving(*family), stdin=subprocess.PIPE)
    running = list(both(folder))
    tethered.communicate()
    until(lambda: not any(map(supervisor.born, running)))
    assert tethered.returncode == 1


def test_they_end_when_who_holds_the_input_is_killed(folder: Path, family: list[str]) -> None:
    holder = subprocess.Popen([sys.executable, "-S", "-c", HOLDER, *behaving(*family)])
    running = list(both(folder))
    holder.kill()
    holder.wait()
    until(lambda: not any(map(supervisor.born, running)))


def test_a_program_that_ends_by_itself_ends_its_child_and_tells_its_exit_code(folder: Path) -> None:
    words = behaving(f"start:pid:{folder / 'child'},stay", f"wait:{folder / 'child'}", "exit:3")
    with subprocess.Popen(words, stdin=subprocess.PIPE) as tethered:
        assert tethered.wait() == 3
    child = number_in(folder / "child")
    until(lambda: not supervisor.born(child))
