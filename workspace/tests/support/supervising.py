"""Parts for a supervisor, and a program that supervises one, as ``inv up`` does."""

import fcntl
import os
import sys
import termios
from pathlib import Path

from rich.console import Console

from headstart.running.supervisor import Part, Supervisor
from tests.support.polling import until

PROGRAM = Path(__file__).with_name("behaving.py")


def part(label: str, *behaviours: str) -> Part:
    """Describe a process that does one thing after another: see ``behaving.py``."""
    words = [sys.executable, "-S", str(PROGRAM), *behaviours]
    return Part(label, words, "cyan", PROGRAM.parent, dict(os.environ))


def number_in(path: Path) -> int:
    """Return the process that a part wrote down, as soon as it has."""
    until(path.exists)
    return int(path.read_text("utf-8"))


if __name__ == "__main__":
    # The leader of a new session takes the terminal of its standard input.
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    Supervisor([part("one", f"pid:{sys.argv[1]}", "stay")], Console()).run()
