"""Parts for a supervisor, and a program that supervises one, like ``inv up``."""

import fcntl
import os
import sys
import termios
from pathlib import Path

from rich.console import Console

from headstart.running.supervisor import Part, Supervisor
from tests.support.polling import until

PROGRAM = Path(__file__).with_name("dummy_program.py")


def part(label: str, *behaviours: str) -> Part:
    """Return a part that runs behaviours of ``dummy_program.py``, one after another."""
    args = [sys.executable, "-S", str(PROGRAM), *behaviours]
    return Part(label, args, "cyan", PROGRAM.parent, dict(os.environ))


def pid_in(path: Path) -> int:
    """Return the process ID in a file, as soon as it is written."""
    until(path.exists)
    return int(path.read_text("utf-8"))


if __name__ == "__main__":
    # The leader of a new session takes the terminal of its standard input.
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    Supervisor([part("one", f"pid:{sys.argv[1]}", "stay")], Console()).run()
