"""Other programs, run to their end."""

import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError


@dataclass(frozen=True)
class Ended:
    """How a program ended: its exit code and what it printed."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        """All that it printed, what it called errors last."""
        return self.stdout + self.stderr

    @property
    def last_line(self) -> str:
        """What a program that failed mostly says last: why."""
        return (self.output.strip() or "it printed nothing").splitlines()[-1].strip()


def run(
    words: Sequence[object],
    environment: Mapping[str, str] | None = None,
    *,
    cwd: Path = project.ROOT,
    given: str = "",
) -> Ended:
    """Run a program, with ``given`` as its standard input."""
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env=environment, input=given,
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout, done.stderr)


def output(
    words: Sequence[object],
    environment: Mapping[str, str] | None = None,
    *,
    doing: str,
    cwd: Path = project.ROOT,
    given: str = "",
) -> str:
    """Run a program that has to succeed; return what it printed on standard output.

    Raises:
        WorkspaceError: it failed; the sentence holds ``doing``, which says at what, and its last line.
    """
    ended = run(words, environment, cwd=cwd, given=given)
    if ended.exit_code != 0:
        msg = f"{doing}: {ended.last_line}"
        raise WorkspaceError(msg)
    return ended.stdout


def shown(words: Sequence[object], environment: Mapping[str, str], *, cwd: Path = project.ROOT) -> Ended:
    """Run a program whose output goes to the terminal; what it says of errors is kept.

    Ctrl-C is left to the program: it is asked to end by the terminal itself, and may have to clean up.
    """
    with subprocess.Popen(
        [str(word) for word in words],
        cwd=cwd,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    ) as process:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            said = process.communicate()[1]
        finally:
            signal.signal(signal.SIGINT, before)
    return Ended(process.returncode, "", said)
