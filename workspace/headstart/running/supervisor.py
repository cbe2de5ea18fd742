"""Several processes in one terminal: one labelled stream of lines, and one end for all of them."""

import io
import os
import signal
import socket
import subprocess
import time
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
from anyio.abc import Process
from rich.console import Console
from rich.text import Text

from headstart.core import commands
from headstart.core.errors import WorkspaceError

Beside = Callable[[], Coroutine[Any, Any, None]]

GRACE = 5.0  # seconds between asking a process to stop and killing it
DRAIN = 1.0  # seconds for the last lines of a part that ended
LAST_LINES = 15
STATE, GROUP, START = 0, 2, 19  # places in /proc/PID/stat after the name
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Part:
    """One process of the application: its label, its words and what it said last."""

    label: str
    words: list[str]
    colour: str
    cwd: Path
    environment: Mapping[str, str]
    pid: int | None = None
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=LAST_LINES))
    exit_code: int | None = None


class Supervisor:
    """Runs parts until a signal comes or one of them ends, then stops them all.

    Each part is the leader of a session of its own, so that what it started ends with it, and so
    that Ctrl-C reaches this process alone, which stops the parts in order.
    """

    def __init__(self, parts: list[Part], console: Console) -> None:
        self.parts = parts
        self.console = console
        self.dead: Part | None = None
        self.stopped_by: signal.Signals | None = None

    def run(self, beside: Beside | None = None) -> None:
        """Block until the end; ``beside`` runs meanwhile, and may raise to end everything.

        Raises:
            WorkspaceError: a part ended by itself; the text holds its last lines.
        """
        try:
            anyio.run(self._run, beside)
        except BaseExceptionGroup as group:
            # Not except*: before Python 3.11.4 what is raised in it arrives in a group again.
            expected, others = group.split(WorkspaceError)
            if expected is None or others is not None:
                raise
            raise _first(expected) from None
        if self.dead is not None:
            said = "\n".join(f"    {line}" for line in self.dead.last_lines) or "    (nothing)"
            msg = f"{self.dead.label} ended with exit code {self.dead.exit_code}; the last it said:\n{said}"
            raise WorkspaceError(msg)

    async def _run(self, beside: Beside | None) -> None:
        # Open until the last part has ended: a second Ctrl-C must not cut the stopping short.
        with anyio.open_signal_receiver(*STOP_SIGNALS) as signals:
            async with anyio.create_task_group() as group:
                for part in self.parts:
                    group.start_soon(self._keep, part, group.cancel_scope)
                if beside is not None:
                    group.start_soon(beside)
                async for received in signals:
                    self.stopped_by = received
                    group.cancel_scope.cancel()
                    break

    async def _keep(self, part: Part, everything: anyio.CancelScope) -> None:
        # A pipe of our own: asyncio's would delay the news of an end until the last child closed it.
        readable, writable = os.pipe()
        with io.FileIO(readable) as output:
            try:
                process = await _started(part, writable)
            finally:
                os.close(writable)
            part.pid = process.pid
            async with anyio.create_task_group() as reading:
                reading.start_soon(self._relay, part, output)
                try:
                    part.exit_code = await process.wait()
                    self.dead = self.dead or part
                finally:
                    with anyio.CancelScope(shield=True):
                        await _end(process)
                reading.cancel_scope.deadline = anyio.current_time() + DRAIN
        everything.cancel()

    async def _relay(self, part: Part, output: io.FileIO) -> None:
        rest = b""
        while chunk := await _next_chunk(output):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._show(part, line)
        if rest:
            self._show(part, rest)

    def _show(self, part: Part, line: bytes) -> None:
        text = line.decode("utf-8", "replace").rstrip()
        part.last_lines.append(Text.from_ansi(text).plain)
        width = max(len(each.label) for each in self.parts)
        label = Text(f"{part.label:<{width}} │ ", style=part.colour)
        # A closed terminal takes no more lines; what runs has to be stopped all the same.
        with suppress(OSError):
            self.console.print(label + Text.from_ansi(text), soft_wrap=True)


async def _started(part: Part, output: int) -> Process:
    try:
        return await anyio.open_process(
            part.words, cwd=part.cwd, env=part.environment, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    except OSError as error:
        msg = f"{part.label} could not be started: {error}"
        raise WorkspaceError(msg) from error


async def _next_chunk(output: io.FileIO) -> bytes | None:
    await anyio.wait_readable(output)
    return output.read(65536)


async def _end(process: Process) -> None:
    """Stop a process and what it started: ask, wait, kill."""
    for number, patience in ((signal.SIGTERM, GRACE), (signal.SIGKILL, GRACE)):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with anyio.move_on_after(patience):
            await process.wait()
            await _group_gone(process.pid)
            break
    await process.aclose()


async def _group_gone(leader: int) -> None:
    while _group_lives(leader):  # noqa: ASYNC110 - nothing tells when a grandchild ends
        await anyio.sleep(0.02)


def _group_lives(leader: int) -> bool:
    """Say whether a group has a living process; in a container nobody may wait for the dead ones."""
    try:
        os.killpg(leader, 0)
    except (ProcessLookupError, PermissionError):
        return False
    if not Path("/proc/self").exists():
        return True
    everybody = (_stat(int(path.name)) for path in Path("/proc").iterdir() if path.name.isdigit())
    return any(stat and stat[STATE] != "Z" and int(stat[GROUP]) == leader for stat in everybody)


def _stat(pid: int) -> list[str]:
    """Return what Linux says of a process, its name left out; nothing when there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _first(group: BaseExceptionGroup[WorkspaceError]) -> WorkspaceError:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error


def free_port(preferred: int) -> int:
    """Return ``preferred`` when nothing listens there on the loopback, and otherwise a free port."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                chosen: int = probe.getsockname()[1]
                return chosen
    msg = "no port is free on 127.0.0.1: close a program that holds many, then try again"
    raise WorkspaceError(msg)


def born(pid: int) -> str:
    """Return what tells a living process from an earlier one of the same number; empty for a dead one."""
    if not Path("/proc/self").exists():  # macOS
        return commands.run(["ps", "-o", "lstart=", "-p", pid]).stdout.strip()
    stat = _stat(pid)
    return stat[START] if stat and stat[STATE] != "Z" else ""


def stop_group(leader: int, when_born: str) -> bool:
    """Stop a session that a killed run left behind; return whether there was one."""
    found = False
    if born(leader) not in ("", when_born):
        return found
    for number in (signal.SIGTERM, signal.SIGKILL):
        if not _group_lives(leader):
            break
        found = True
        with suppress(ProcessLookupError):
            os.killpg(leader, number)
        deadline = time.monotonic() + GRACE
        while _group_lives(leader) and time.monotonic() < deadline:
            time.sleep(0.05)
    return found
