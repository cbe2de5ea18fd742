"""The end of a program whose output nobody reads any more, as in ``inv --list | head``."""

import atexit
import os
import select
import sys
from types import TracebackType

OUTPUT = 1


def end_quietly() -> None:
    """Let this program end without a traceback when the reader of its output has gone."""
    sys.excepthook = _report
    atexit.register(_drop_unread)  # before Python itself writes what is left, and complains


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not (isinstance(error, BrokenPipeError) and _drop_unread()):
        sys.__excepthook__(kind, error, trace)


def _drop_unread() -> bool:
    """Drop the rest of the output if nobody can read it; return whether that is so."""
    poll = select.poll()
    poll.register(OUTPUT, 0)
    is_closed = any(event & select.POLLERR for _output, event in poll.poll(0))
    if is_closed:
        os.dup2(os.open(os.devnull, os.O_WRONLY), OUTPUT)
    return is_closed
