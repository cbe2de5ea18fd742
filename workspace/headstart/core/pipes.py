"""The end of a program whose output nobody reads any more, as in ``inv --list | head``."""

import atexit
import os
import sys
from types import TracebackType


def end_quietly() -> None:
    """Let this program end without a traceback when the reader of its output has gone."""
    sys.excepthook = _report
    atexit.register(_is_closed)  # before Python itself flushes, and complains


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not (isinstance(error, BrokenPipeError) and _is_closed()):
        sys.__excepthook__(kind, error, trace)


def _is_closed() -> bool:
    """Return whether the standard output is closed; what was not read is then dropped."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False
