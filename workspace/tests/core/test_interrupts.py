"""Requests to stop interrupt a command like Ctrl-C, unless something is being restored."""

import os
import signal
import threading

import pytest

from headstart.core import interrupts
from headstart.core.interrupts import StopRequested


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_request_to_stop_is_raised_with_its_exit_code(number: int, code: int) -> None:
    before = signal.getsignal(number)
    with pytest.raises(StopRequested) as raised, interrupts.raised():
        os.kill(os.getpid(), number)
    assert raised.value.exit_code == code
    assert signal.getsignal(number) is before


def test_a_second_request_does_not_interrupt_the_reaction_to_the_first() -> None:
    def stop_twice() -> None:
        with interrupts.raised():
            try:
                os.kill(os.getpid(), signal.SIGHUP)
            finally:
                os.kill(os.getpid(), signal.SIGTERM)

    with pytest.raises(StopRequested) as raised:
        stop_twice()
    assert raised.value.exit_code == 129


def test_a_signal_that_nohup_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interrupts.raised():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_nothing_interrupts_a_restoration() -> None:
    with interrupts.raised(), interrupts.ignored():
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(os.getpid(), number)


def test_a_thread_may_restore_something() -> None:
    def restore() -> None:
        with interrupts.ignored():
            finished.set()

    finished = threading.Event()
    thread = threading.Thread(target=restore)
    thread.start()
    thread.join()
    assert finished.is_set()
