"""Commands that are stopped or killed at random moments are undone, and succeed when they are run again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from headstart.core import project
from tests.scaffold.projects import Project
from tests.scaffold.test_life_of_a_product import IDENTITY

pytestmark = [pytest.mark.slow, pytest.mark.sample]

COUNT = int(os.environ.get("HEADSTART_KILLS", "4"))
# The command alone is killed, whose programs keep running; or the whole group, as by a closed terminal.
ENDS: list[tuple[signal.Signals, Callable[[int, int], None]]] = [
    (signal.SIGKILL, os.kill),
    (signal.SIGKILL, os.killpg),
    (signal.SIGTERM, os.kill),
    (signal.SIGHUP, os.killpg),
]
Start = Callable[[], subprocess.Popen[str]]


class Kills:
    """Kills of one command, and what became of them."""

    def __init__(self, start: Start) -> None:
        self.start, self.undone = start, 0
        began = time.monotonic()
        assert finish(start()) == 0
        self.duration = time.monotonic() - began

    def kill(self, number: int) -> bool:
        """Start the command and end it at a random moment; return False if it was completed."""
        process, began = self.start(), time.monotonic()
        signal_, send = ENDS[number % len(ENDS)]
        try:
            process.wait(random.uniform(0.0, self.duration))  # noqa: S311 -- a test
            self.duration = time.monotonic() - began  # the first run was slower
        except subprocess.TimeoutExpired:
            send(process.pid, signal_)
        code = finish(process)
        assert code in {0, -signal_, 128 + signal_}
        return code != 0


def finish(process: subprocess.Popen[str]) -> int:
    """Wait for a process; return its exit code."""
    output, errors = process.communicate()
    sys.stdout.write(f"{process.returncode} {output[-200:]!r} {errors[-200:]!r}\n")
    return process.returncode


def test_new_and_drop(project_copy: Project) -> None:
    before = project_copy.tree(), project_copy.schema()
    new, drop = ("new", "OwnTag", "name:str"), ("drop", "OwnTag", "--yes")
    creation = Kills(lambda: project_copy.start(*new))
    removal = Kills(lambda: project_copy.start(*drop))
    assert (project_copy.tree(), project_copy.schema()) == before
    for number in range(COUNT):
        creation.kill(number)
        assert project_copy.inv("migrate").returncode == 0
        if (project_copy.tree(), project_copy.schema()) == before:
            creation.undone += 1
            assert project_copy.inv(*new).returncode == 0
        created = project_copy.tree(), project_copy.schema()
        removal.kill(number)
        assert project_copy.inv("migrate").returncode == 0
        if (project_copy.tree(), project_copy.schema()) == created:
            removal.undone += 1
            assert project_copy.inv(*drop).returncode == 0
        assert (project_copy.tree(), project_copy.schema()) == before
    sys.stdout.write(f"of {COUNT} kills, undone: new {creation.undone}, drop {removal.undone}\n")


def test_init(folder: Path) -> None:
    root = folder / "product"
    python = getattr(sys, "_base_executable", sys.executable)

    def git(*args: str) -> str:
        return subprocess.run(
            [str(shutil.which("git")), *args], cwd=root, env=os.environ | IDENTITY,
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    def start(*args: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [python, root / "inv", *args], cwd=root, env=os.environ | IDENTITY,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip

    root.mkdir()
    git("clone", "--quiet", str(project.ROOT), ".")
    init = ("init", "Acme Shop", "--bare", "--yes")
    assert finish(start("migrate")) == 0
    kills = Kills(lambda: start(*init))
    product = git("add", "--all") + git("write-tree")
    for number in range(COUNT):
        git("reset", "--quiet", "--hard")
        assert finish(start("migrate")) == 0
        kills.kill(number)
        assert finish(start("--list")) == 0
        kills.undone += not git("status", "--porcelain")
        assert finish(start(*init)) == 0
        assert git("add", "--all") + git("write-tree") == product
        assert finish(start("migrate")) == 0
    sys.stdout.write(f"of {COUNT} kills, undone: init {kills.undone}\n")
    finish(start("db.stop"))
