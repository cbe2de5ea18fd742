"""Runs a program as long as the standard input is open: `python tether.py PROGRAM ARGS`.

When the process at the other end exits, even if it is killed, the program and all its children are killed,
without a chance to clean up. Standard library only, to start fast.
"""

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress

ARGS = (sys.executable, "-P", "-S", __file__)


def main() -> None:
    """Run the program on the command line, and exit with it."""
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
    with suppress(ProcessLookupError, PermissionError):  # macOS does not permit it for an exited process
        os.killpg(leader, signal.SIGKILL)


if __name__ == "__main__":
    main()
