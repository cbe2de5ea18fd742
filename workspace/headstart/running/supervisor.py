"""Several processes in one terminal: their output labelled, and all stopped together."""

import io
import os
import random
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

Background = Callable[[], Coroutine[Any, Any, None]]

GRACE = 5.0  # seconds between terminating a process and killing it
DRAIN = 1.0  # seconds for the last lines of a part that stopped
MAX_LAST_LINES = 15
MAX_PORTS = 100  # tried before giving up
STATE, GROUP, START = 0, 2, 19  # indexes of fields in /proc/PID/stat, after the name
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Part:
    """One process of the application: its label, its command and the end of its output."""

    label: str
    args: list[str]
    colour: str
    cwd: Path
    environment: Mapping[str, str]
    pid: int | None = None
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=MAX_LAST_LINES))
    exit_code: int | None = None


class Supervisor:
    """Runs parts until a signal arrives or one of them stops, then stops all of them.

    Each part leads a session of its own: its children stop with it, and Ctrl-C reaches only this process,
    which stops the parts properly.
    """

    def __init__(self, parts: list[Part], console: Console) -> None:
        self.parts = parts
        self.console = console
        self.exited_part: Part | None = None
        self.stopped_by: signal.Signals | None = None

    def run(self, background: Background | None = None) -> None:
        """Run the parts to their end, and ``background`` with them, whose errors stop everything.

        Raises:
            WorkspaceError: a part stopped by itself; the message has its last lines.
        """
        try:
            anyio.run(self._run, background)
        except BaseExceptionGroup as group:
            # Not except*: before Python 3.11.4, errors raised in it are grouped again.
            expected, others = group.split(WorkspaceError)
            if expected is None or others is not None:
                raise
            raise _first(expected) from None
        if self.exited_part is not None:
            part = self.exited_part
            output = "\n".join(f"    {line}" for line in part.last_lines) or "    (nothing)"
            msg = f"{part.label} stopped with exit code {part.exit_code}; its last output:\n{output}"
            raise WorkspaceError(msg)

    async def _run(self, background: Background | None) -> None:
        # Open until the last part has stopped: a second Ctrl-C must not interrupt the clean-up.
        with anyio.open_signal_receiver(*STOP_SIGNALS) as signals:
            async with anyio.create_task_group() as group:
                for part in self.parts:
                    group.start_soon(self._run_part, part, group.cancel_scope)
                if background is not None:
                    group.start_soon(background)
                async for received in signals:
                    self.stopped_by = received
                    group.cancel_scope.cancel()
                    break

    async def _run_part(self, part: Part, all_parts: anyio.CancelScope) -> None:
        # Not a pipe of asyncio: it reports the end of a process only after all children closed the pipe.
        readable, writable = os.pipe()
        with io.FileIO(readable) as output:
            try:
                process = await _start(part, writable)
            finally:
                os.close(writable)
            part.pid = process.pid
            async with anyio.create_task_group() as reading:
                reading.start_soon(self._relay, part, output)
                try:
                    part.exit_code = await process.wait()
                    self.exited_part = self.exited_part or part
                finally:
                    with anyio.CancelScope(shield=True):
                        await _stop(process)
                reading.cancel_scope.deadline = anyio.current_time() + DRAIN
        all_parts.cancel()

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
        # Printing fails if the terminal was closed; the processes must be stopped anyway.
        with suppress(OSError):
            self.console.print(label + Text.from_ansi(text), soft_wrap=True)


async def _start(part: Part, output: int) -> Process:
    try:
        return await anyio.open_process(
            part.args, cwd=part.cwd, env=part.environment, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    except OSError as error:
        msg = f"{part.label} could not be started: {error}"
        raise WorkspaceError(msg) from error


async def _next_chunk(output: io.FileIO) -> bytes | None:
    await anyio.wait_readable(output)
    return output.read(65536)


async def _stop(process: Process) -> None:
    """Terminate a process and its children; kill them after the grace period."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with anyio.move_on_after(GRACE):
            await process.wait()
            await _wait_for_group(process.pid)
            break
    await process.aclose()


async def _wait_for_group(leader: int) -> None:
    while is_group_alive(leader):  # noqa: ASYNC110 - the end of a grandchild sends no event
        await anyio.sleep(0.02)


def is_group_alive(leader: int) -> bool:
    """Return whether a process group has a living process; a zombie is not alive."""
    try:
        os.killpg(leader, 0)
    except (ProcessLookupError, PermissionError):
        return False
    if not Path("/proc/self").exists():
        return True
    stats = (_stat(int(path.name)) for path in Path("/proc").iterdir() if path.name.isdigit())
    return any(stat and stat[STATE] != "Z" and int(stat[GROUP]) == leader for stat in stats)


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat after the name; an empty list if there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _first(group: BaseExceptionGroup[WorkspaceError]) -> WorkspaceError:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error


def free_port(preferred: int) -> int:
    """Return the first free port of the loopback, beginning with ``preferred``; any port if that is 0."""
    # Below those that systems give to outgoing connections, one of which could take it before it is used.
    first = preferred or random.randrange(10_000, 30_000)  # noqa: S311 -- not a secret
    for port in range(first, first + MAX_PORTS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                free: int = probe.getsockname()[1]
                return free
    msg = "no port of 127.0.0.1 is free: stop programs that use many ports, then try again"
    raise WorkspaceError(msg)


def started_at(pid: int) -> str:
    """Return when a process started, which identifies it if its PID is reused; empty if it is not alive."""
    if not Path("/proc/self").exists():  # macOS
        return commands.run(["ps", "-o", "lstart=", "-p", pid]).stdout.strip()
    stat = _stat(pid)
    return stat[START] if stat and stat[STATE] != "Z" else ""


def stop_group(leader: int, start_time: str) -> bool:
    """Stop the process group of a killed run; return whether it was still alive."""
    was_alive = False
    if started_at(leader) not in ("", start_time):
        return was_alive
    for number in (signal.SIGTERM, signal.SIGKILL):
        if not is_group_alive(leader):
            break
        was_alive = True
        with suppress(ProcessLookupError):
            os.killpg(leader, number)
        deadline = time.monotonic() + GRACE
        while is_group_alive(leader) and time.monotonic() < deadline:
            time.sleep(0.05)
    return was_alive
