"""Commands that are stopped or killed at random moments lose nothing, and succeed when they are run again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from headstart.core import project
from headstart.devdb import snapshots
from headstart.postgres import databases, urls
from headstart.postgres.labels import LabelledDatabase
from tests.scaffold.projects import Project
from tests.scaffold.test_life_of_a_product import IDENTITY
from tests.support.statements import execute

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

    def report(self, *command: str) -> None:
        """Print a line of a table."""
        sys.stdout.write(f"| `inv {' '.join(command)}` | {COUNT} | {self.undone} |\n")

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


@pytest.mark.parametrize(
    "commands",
    [
        [("new", "OwnTag", "name:str"), ("drop", "OwnTag", "--yes")],
        [
            ("field", "Author", "motto:str?"),
            ("field", "Author", "--rename", "motto:slogan"),
            ("field", "Author", "--drop", "slogan", "--yes"),
        ],
    ],
    ids=["new and drop", "field"],
)
def test_commands_that_change_a_resource(project_copy: Project, commands: list[tuple[str, ...]]) -> None:
    def state() -> tuple[dict[str, bytes], str]:
        """Return all files except migrations, whose names have the time, and the schema."""
        tree = project_copy.tree()
        return {path: tree[path] for path in tree if "/versions/" not in path}, project_copy.schema()

    kills, states = [], [state()]
    for command in commands:
        kills.append(Kills(partial(project_copy.start, *command)))
        states.append(state())
    assert states[-1] == states[0]
    for number in range(COUNT):
        for command, kill, (before, after) in zip(commands, kills, pairwise(states), strict=True):
            kill.kill(number)
            assert project_copy.inv("migrate").returncode == 0
            if state() == before:
                kill.undone += 1
                assert project_copy.inv(*command).returncode == 0
            assert state() == after
    for command, kill in zip(commands, kills, strict=True):
        kill.report(*command)


# Each command, and the one that gives it something to do.
DATABASE_COMMANDS = {
    ("migrate",): ("migrate", "--to", "base"),
    ("seed",): ("db.restore", "--yes"),
    ("db.snapshot",): (),
    ("db.restore", "--yes"): (),
    ("db.load", "start.dump", "--yes"): (),
    ("db.reset", "--yes"): (),
}


@pytest.mark.parametrize(
    ("command", "preparation"), DATABASE_COMMANDS.items(), ids=[each[0] for each in DATABASE_COMMANDS]
)
def test_commands_that_change_the_database(
    project_copy: Project, command: tuple[str, ...], preparation: tuple[str, ...]
) -> None:
    def state() -> tuple[str, int]:
        return project_copy.schema(), databases.count_rows(url, "authors")

    url = project_copy.url
    for preliminary in (("db.snapshot",), ("db.dump", "start.dump"), preparation):
        assert not preliminary or project_copy.inv(*preliminary).returncode == 0
    kills = Kills(partial(project_copy.start, *command))
    after = state()
    for number in range(COUNT):
        assert not preparation or project_copy.inv(*preparation).returncode == 0
        execute(url, "CREATE TABLE kept (number int); INSERT INTO kept VALUES (1)")
        kills.undone += kills.kill(number)
        assert is_kept(url)
        assert project_copy.inv(*command).returncode == 0
        assert is_kept(url)
        execute(url, "DROP TABLE IF EXISTS kept")
        assert state() == after
        for snapshot in own_snapshots(url)[:-1]:
            snapshots.remove(url, snapshot)
    kills.report(*command)


def own_snapshots(url: str) -> list[LabelledDatabase]:
    """Return the snapshots of a database, newest first."""
    name = urls.database_name(url)
    return [each for each in snapshots.list_snapshots(url) if each.label.database == name]


def is_kept(url: str) -> bool:
    """Return whether the row of the test is in the database or in one of its snapshots."""
    names = [each.database for each in own_snapshots(url)]
    for name in names:
        execute(
            urls.with_database(url, databases.MAINTENANCE), f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"
        )
    addresses = [url, *(urls.with_database(url, name) for name in names)]
    return any(databases.count_rows(address, "kept") for address in addresses)


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
    kills.report(*init)
    finish(start("db.stop"))
