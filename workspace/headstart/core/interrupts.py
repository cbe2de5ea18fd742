"""Requests to stop: a command that gets one undoes its changes first, as after Ctrl-C."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# `kill`, and a terminal that is closed.
REQUESTS = (signal.SIGTERM, signal.SIGHUP)


class StopRequested(KeyboardInterrupt):
    """A request to stop, with the exit code that tells which."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = 128 + number


@contextmanager
def raised() -> Iterator[None]:
    """Raise ``StopRequested`` for requests to stop; those that are ignored, as by ``nohup``, stay ignored."""
    before = {number: signal.getsignal(number) for number in REQUESTS}
    for number, handler in before.items():
        if handler is signal.SIG_DFL:
            signal.signal(number, _raise)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def ignored() -> Iterator[None]:
    """Ignore Ctrl-C and requests to stop while something is restored."""
    if threading.current_thread() is not threading.main_thread():  # signals interrupt the main thread only
        yield
        return
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, *REQUESTS)}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _raise(number: int, _frame: FrameType | None) -> None:
    # A closed terminal often sends the signal twice: the second must not interrupt what the first one causes.
    for each in REQUESTS:
        signal.signal(each, signal.SIG_IGN)
    raise StopRequested(number)
