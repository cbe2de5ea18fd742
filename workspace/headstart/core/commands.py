"""Runs other programs."""

import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.core.journal import inherited_locks


@dataclass(frozen=True)
class Completed:
    """The exit code and the output of a program."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        """Standard output, followed by standard error."""
        return self.stdout + self.stderr

    @property
    def last_line(self) -> str:
        """The last line of the output, which usually is the reason of a failure."""
        return (self.output.strip() or "it printed nothing").splitlines()[-1].strip()


def run(
    args: Sequence[object],
    environment: Mapping[str, str] | None = None,
    *,
    cwd: Path = project.ROOT,
    stdin: str = "",
) -> Completed:
    """Run a program with a standard input."""
    result = subprocess.run(
        [str(arg) for arg in args], cwd=cwd, env=environment, input=stdin,
        capture_output=True, text=True, errors="replace", check=False, pass_fds=inherited_locks,
    )  # fmt: skip
    return Completed(result.returncode, result.stdout, result.stderr)


def output(
    args: Sequence[object],
    environment: Mapping[str, str] | None = None,
    *,
    failure: str,
    cwd: Path = project.ROOT,
    stdin: str = "",
) -> str:
    """Run a program that has to succeed, and return its standard output.

    Raises:
        WorkspaceError: the program failed; the message is ``failure`` and the last line of the output.
    """
    result = run(args, environment, cwd=cwd, stdin=stdin)
    if result.exit_code != 0:
        msg = f"{failure}: {result.last_line}"
        raise WorkspaceError(msg)
    return result.stdout


def run_in_terminal(
    args: Sequence[object], environment: Mapping[str, str], *, cwd: Path = project.ROOT
) -> Completed:
    """Run a program that prints to the terminal; only its standard error is captured.

    The program handles Ctrl-C itself, as it may have to clean up.
    """
    with subprocess.Popen(
        [str(arg) for arg in args],
        cwd=cwd,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    ) as process:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            stderr = process.communicate()[1]
        finally:
            signal.signal(signal.SIGINT, before)
    return Completed(process.returncode, "", stderr)
