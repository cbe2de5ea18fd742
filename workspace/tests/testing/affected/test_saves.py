"""`inv test --watch`: again on every save, until Ctrl-C."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator

import pytest

from tests.support.checkouts import Checkout
from tests.support.polling import DEADLINE, until
from tests.testing.affected.samples import Sample

WAITING = "waiting for changes; press Ctrl-C to stop\n"
SLOW = """
import time
from pathlib import Path

def test_slow():
    Path("begun").touch()
    time.sleep(600)
"""


class Watched:
    """A copy of the checkout in which the tests of a small project are watched."""

    def __init__(self, checkout: Checkout) -> None:
        self.process = subprocess.Popen(
            [checkout.venv / "bin" / "python", "-P", "-m", "invoke", "test.backend", "--watch", "-n", "2"],
            cwd=checkout.root, env=checkout.environment({}), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip

    def said(self, end: str = WAITING) -> str:
        """Return what it says until a line, or until it ends."""
        patience = threading.Timer(DEADLINE, self.process.kill)
        patience.start()
        lines = []
        for line in self.process.stdout or ():
            lines.append(line)
            if line == end:
                break
        patience.cancel()
        return "".join(lines)

    def interrupt(self) -> None:
        """Do what the terminal does at Ctrl-C: all processes in it are told."""
        os.killpg(self.process.pid, signal.SIGINT)


@pytest.fixture
def sample(checkout: Checkout) -> Sample:
    sample = Sample(checkout.root)
    sample.write_tests()
    return sample


@pytest.fixture
def watched(sample: Sample, checkout: Checkout) -> Iterator[Watched]:
    watched = Watched(checkout)
    yield watched
    if watched.process.poll() is None:
        os.killpg(watched.process.pid, signal.SIGKILL)
    watched.process.communicate()


def test_each_save_runs_what_it_affects_until_ctrl_c(watched: Watched, sample: Sample) -> None:
    assert "8 passed" in watched.said()

    sample.change("backend/shop/prices.py", "net(3)", "net(4)")
    assert "1 failed, 1 passed" in watched.said()

    sample.change("backend/shop/prices.py", "net(4)", "net(3)")
    assert "2 passed" in watched.said()

    watched.interrupt()
    assert watched.said(end="").endswith("stopped\n")
    assert watched.process.wait() == 0


def test_ctrl_c_ends_a_run_and_all_that_it_started(watched: Watched, sample: Sample) -> None:
    watched.said()
    sample.write_file("backend/tests/test_slow.py", SLOW)
    until((sample.root / "begun").exists)
    watched.interrupt()
    assert watched.said(end="").endswith("stopped\n")
    assert watched.process.wait() == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(watched.process.pid, 0)
