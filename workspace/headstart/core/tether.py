"""Runs a program for as long as the standard input is open: `python tether.py PROGRAM WORDS`.

Whoever holds the other end may end in any way, by a kill too: the program, and all that it started, is
killed then. For what has nothing to lose. Standard library only, to be there at once.
"""

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress

ARGS = (sys.executable, "-P", "-S", __file__)


def main() -> None:
    """Run the program of the command line; end when it ends."""
    process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)
    threading.Thread(target=_kill_at_end_of_input, args=(process.pid,), daemon=True).start()
    exit_code = process.wait()
    _kill_group(process.pid)
    sys.exit(exit_code if exit_code >= 0 else 1)


def _kill_at_end_of_input(leader: int) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    _kill_group(leader)


def _kill_group(leader: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # macOS does not permit it for a dead one
        os.killpg(leader, signal.SIGKILL)


if __name__ == "__main__":
    main()
