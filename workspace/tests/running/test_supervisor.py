"""A supervisor of several parts: their output, their ends, and stopping all of them."""

import io
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import anyio
import pytest
from rich.console import Console

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.running import supervisor
from headstart.running.supervisor import Supervisor, started_at
from tests.support.dummy_parts import part, pid_in
from tests.support.polling import until


@pytest.fixture
def console() -> Console:
    return Console(file=io.StringIO(), width=200)


def output(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


async def wait_for(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 - files and processes send no events
        await anyio.sleep(0.01)


def test_a_part_that_stops_is_reported_with_its_last_lines(console: Console) -> None:
    supervisor = Supervisor([part("api", "say:first\\nlast words\\n", "exit:3"), part("ui", "stay")], console)
    with pytest.raises(WorkspaceError) as caught:
        supervisor.run()
    assert str(caught.value) == "api stopped with exit code 3; its last output:\n    first\n    last words"


def test_a_part_that_stops_without_output_is_reported(console: Console) -> None:
    with pytest.raises(WorkspaceError, match=r"api stopped with exit code 0; .*\n    \(nothing\)"):
        Supervisor([part("api", "exit:0")], console).run()


def test_a_part_that_is_killed_is_reported_with_the_signal(console: Console) -> None:
    killed = part("api", "stay")

    async def background() -> None:
        await wait_for(lambda: killed.pid is not None)
        assert killed.pid is not None
        os.kill(killed.pid, signal.SIGKILL)

    with pytest.raises(WorkspaceError, match="api stopped with exit code -9"):
        Supervisor([killed], console).run(background)


def test_a_child_that_keeps_the_output_open_does_not_delay_the_end(console: Console, folder: Path) -> None:
    pid_file = folder / "child"
    dying = part("api", f"start:pid:{pid_file},stay", "say:last words\\n", f"wait:{pid_file}", "exit:3")
    with pytest.raises(WorkspaceError, match="last words"):
        Supervisor([dying], console).run()
    assert not started_at(pid_in(pid_file))


def test_a_part_that_cannot_be_started_stops_the_others(console: Console, folder: Path) -> None:
    missing = part("ui")
    missing.args = [str(folder / "no-such-program")]
    other = part("api", "stay")
    with pytest.raises(WorkspaceError, match=r"ui could not be started: .*no-such-program"):
        Supervisor([other, missing], console).run()
    assert other.pid is None or not started_at(other.pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_every_process(number: signal.Signals, console: Console, folder: Path) -> None:
    parts = [part("one", f"start:pid:{folder / 'grandchild'},stay", "stay"), part("two", "stay")]
    supervisor = Supervisor(parts, console)

    async def background() -> None:
        await wait_for((folder / "grandchild").exists)
        await wait_for(lambda: all(each.pid for each in parts))
        os.kill(os.getpid(), number)

    supervisor.run(background)
    assert supervisor.stopped_by == number
    pids = [each.pid or 0 for each in parts] + [pid_in(folder / "grandchild")]
    assert [pid for pid in pids if started_at(pid)] == []


def test_processes_that_ignore_the_request_to_stop_are_killed(
    console: Console, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.1)
    stubborn = part("one", "ignore", f"start:ignore,pid:{folder / 'grandchild'},stay", "stay")

    async def background() -> None:
        await wait_for((folder / "grandchild").exists)
        os.kill(os.getpid(), signal.SIGTERM)

    Supervisor([stubborn], console).run(background)
    assert stubborn.pid is not None
    assert not started_at(stubborn.pid)
    until(lambda: not started_at(pid_in(folder / "grandchild")))


def test_a_closed_terminal_stops_every_process(folder: Path) -> None:
    master, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.dummy_parts", folder / "pid"],
        stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True,
        cwd=project.ROOT,
    )  # fmt: skip
    os.close(terminal)
    pid = pid_in(folder / "pid")
    os.close(master)
    process.wait()
    assert not started_at(pid)


def test_an_error_in_the_background_stops_everything(console: Console) -> None:
    running = part("api", "stay")

    async def background() -> None:
        await wait_for(lambda: running.pid is not None)
        msg = "the database is gone"
        raise WorkspaceError(msg)

    with pytest.raises(WorkspaceError, match="the database is gone"):
        Supervisor([running], console).run(background)
    assert running.pid is not None
    assert not started_at(running.pid)


def test_every_line_has_its_label_in_a_column(console: Console) -> None:
    with pytest.raises(WorkspaceError):
        Supervisor([part("api", "say:one\\ntwo\\n", "exit:0"), part("longer", "stay")], console).run()
    assert output(console) == "api    │ one\napi    │ two\n"


def test_a_last_line_without_a_newline_is_shown(console: Console) -> None:
    with pytest.raises(WorkspaceError, match="no newline"):
        Supervisor([part("api", "say:no newline", "exit:0")], console).run()
    assert output(console) == "api │ no newline\n"


def test_bytes_that_are_not_utf8_are_replaced(console: Console) -> None:
    with pytest.raises(WorkspaceError, match="a�b"):
        Supervisor([part("api", "say:a\\xffb\\n", "exit:0")], console).run()
    assert output(console) == "api │ a�b\n"


def test_markup_and_colours_of_a_part_are_harmless(console: Console) -> None:
    with pytest.raises(WorkspaceError, match=r"\[/nonsense\] red"):
        Supervisor([part("api", "say:[/nonsense] \\x1b[31mred\\x1b[0m\\n", "exit:0")], console).run()
    assert output(console) == "api │ [/nonsense] red\n"
