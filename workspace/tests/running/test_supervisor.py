"""Parts under one supervisor: their lines, their ends, and the end of them all."""

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
from headstart.running.supervisor import Supervisor, born
from tests.support.polling import until
from tests.support.supervising import number_in, part


@pytest.fixture
def console() -> Console:
    return Console(file=io.StringIO(), width=200)


def output(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


async def once(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 - files and processes send no events
        await anyio.sleep(0.01)


def test_a_part_that_ends_is_named_with_its_last_lines(console: Console) -> None:
    supervisor = Supervisor([part("api", "say:first\\nlast words\\n", "exit:3"), part("ui", "stay")], console)
    with pytest.raises(WorkspaceError) as caught:
        supervisor.run()
    assert str(caught.value) == ("api ended with exit code 3; the last it said:\n    first\n    last words")


def test_a_part_that_ends_in_silence_is_named_too(console: Console) -> None:
    with pytest.raises(WorkspaceError, match=r"api ended with exit code 0; .*\n    \(nothing\)"):
        Supervisor([part("api", "exit:0")], console).run()


def test_a_part_that_is_killed_is_named_with_the_signal(console: Console) -> None:
    killed = part("api", "stay")

    async def beside() -> None:
        await once(lambda: killed.pid is not None)
        assert killed.pid is not None
        os.kill(killed.pid, signal.SIGKILL)

    with pytest.raises(WorkspaceError, match="api ended with exit code -9"):
        Supervisor([killed], console).run(beside)


def test_a_part_whose_child_keeps_its_output_open_has_ended_all_the_same(
    console: Console, folder: Path
) -> None:
    pid_file = folder / "child"
    dying = part("api", f"start:pid:{pid_file},stay", "say:last words\\n", f"wait:{pid_file}", "exit:3")
    with pytest.raises(WorkspaceError, match="last words"):
        Supervisor([dying], console).run()
    assert not born(number_in(pid_file))


def test_a_part_that_cannot_be_started_stops_the_others(console: Console, folder: Path) -> None:
    missing = part("ui")
    missing.words = [str(folder / "no-such-program")]
    other = part("api", "stay")
    with pytest.raises(WorkspaceError, match=r"ui could not be started: .*no-such-program"):
        Supervisor([other, missing], console).run()
    assert other.pid is None or not born(other.pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_every_process(number: signal.Signals, console: Console, folder: Path) -> None:
    parts = [part("one", f"start:pid:{folder / 'grandchild'},stay", "stay"), part("two", "stay")]
    supervisor = Supervisor(parts, console)

    async def beside() -> None:
        await once((folder / "grandchild").exists)
        await once(lambda: all(each.pid for each in parts))
        os.kill(os.getpid(), number)

    supervisor.run(beside)
    assert supervisor.stopped_by == number
    pids = [each.pid or 0 for each in parts] + [number_in(folder / "grandchild")]
    assert [pid for pid in pids if born(pid)] == []


def test_processes_that_ignore_the_request_to_end_are_killed(
    console: Console, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.1)
    stubborn = part("one", "ignore", f"start:ignore,pid:{folder / 'grandchild'},stay", "stay")

    async def beside() -> None:
        await once((folder / "grandchild").exists)
        os.kill(os.getpid(), signal.SIGTERM)

    Supervisor([stubborn], console).run(beside)
    assert stubborn.pid is not None
    assert not born(stubborn.pid)
    until(lambda: not born(number_in(folder / "grandchild")))


def test_a_closed_terminal_stops_every_process(folder: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.supervising", folder / "pid"],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        cwd=project.ROOT,
    )  # fmt: skip
    os.close(theirs)
    pid = number_in(folder / "pid")
    os.close(ours)
    process.wait()
    assert not born(pid)


def test_what_runs_beside_may_end_everything(console: Console) -> None:
    running = part("api", "stay")

    async def beside() -> None:
        await once(lambda: running.pid is not None)
        msg = "the database is gone"
        raise WorkspaceError(msg)

    with pytest.raises(WorkspaceError, match="the database is gone"):
        Supervisor([running], console).run(beside)
    assert running.pid is not None
    assert not born(running.pid)


def test_every_line_has_its_label_in_a_column(console: Console) -> None:
    with pytest.raises(WorkspaceError):
        Supervisor([part("api", "say:one\\ntwo\\n", "exit:0"), part("longer", "stay")], console).run()
    assert output(console) == "api    │ one\napi    │ two\n"


def test_a_last_line_without_an_end_is_shown(console: Console) -> None:
    with pytest.raises(WorkspaceError, match="no newline"):
        Supervisor([part("api", "say:no newline", "exit:0")], console).run()
    assert output(console) == "api │ no newline\n"


def test_bytes_that_are_no_text_are_shown_as_such(console: Console) -> None:
    with pytest.raises(WorkspaceError, match="a�b"):
        Supervisor([part("api", "say:a\\xffb\\n", "exit:0")], console).run()
    assert output(console) == "api │ a�b\n"


def test_markup_and_colours_of_a_part_do_no_harm(console: Console) -> None:
    with pytest.raises(WorkspaceError, match=r"\[/nonsense\] red"):
        Supervisor([part("api", "say:[/nonsense] \\x1b[31mred\\x1b[0m\\n", "exit:0")], console).run()
    assert output(console) == "api │ [/nonsense] red\n"
