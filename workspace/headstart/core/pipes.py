"""Ends a program quietly when the reader of its output has exited, as in ``inv --list | head``."""

import atexit
import os
import select
import sys
from types import TracebackType

OUTPUT = 1


def end_quietly() -> None:
    """Exit without a traceback when the reader of the output has exited."""
    sys.excepthook = _report
    atexit.register(_discard_unread_output)  # before Python flushes its buffers, which would fail


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not (isinstance(error, BrokenPipeError) and _discard_unread_output()):
        sys.__excepthook__(kind, error, trace)


def _discard_unread_output() -> bool:
    """Discard the rest of the output if its reader has exited; return whether it has."""
    poll = select.poll()
    poll.register(OUTPUT, 0)
    is_closed = any(event & select.POLLERR for _output, event in poll.poll(0))
    if is_closed:
        os.dup2(os.open(os.devnull, os.O_WRONLY), OUTPUT)
    return is_closed
