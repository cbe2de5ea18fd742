"""`inv test --watch`: runs affected tests on every save, until Ctrl-C."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator

import pytest

from tests.support.checkouts import Checkout
from tests.support.polling import DEADLINE, until
from tests.testing.affected.sample_project import SampleProject

WAITING = "waiting for changes; press Ctrl-C to stop\n"
SLOW = """
import time
from pathlib import Path

def test_slow():
    Path("started").touch()
    time.sleep(600)
"""


class WatchProcess:
    """``inv test.backend --watch`` in a copy of the checkout, with the tests of a small project."""

    def __init__(self, checkout: Checkout) -> None:
        self.process = subprocess.Popen(
            [checkout.venv / "bin" / "python", "-P", "-m", "headstart.tasks",
             "test.backend", "--watch", "-n", "2"],
            cwd=checkout.root, env=checkout.environment({}), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip

    def output_until(self, last: str = WAITING) -> str:
        """Return the output until a line, or until the end."""
        timeout = threading.Timer(DEADLINE, self.process.kill)
        timeout.start()
        lines = []
        for line in self.process.stdout or ():
            lines.append(line)
            if line == last:
                break
        timeout.cancel()
        return "".join(lines)

    def interrupt(self) -> None:
        """Interrupt all of its processes, like Ctrl-C in a terminal."""
        os.killpg(self.process.pid, signal.SIGINT)


@pytest.fixture
def sample(checkout: Checkout) -> SampleProject:
    sample = SampleProject(checkout.root)
    sample.write_tests()
    return sample


@pytest.fixture
def watch(sample: SampleProject, checkout: Checkout) -> Iterator[WatchProcess]:
    watch = WatchProcess(checkout)
    yield watch
    if watch.process.poll() is None:
        os.killpg(watch.process.pid, signal.SIGKILL)
    watch.process.communicate()


@pytest.mark.slow
def test_each_save_runs_affected_tests_until_ctrl_c(watch: WatchProcess, sample: SampleProject) -> None:
    assert "8 passed" in watch.output_until()

    sample.change("backend/shop/prices.py", "net(3)", "net(4)")
    assert "1 failed, 1 passed" in watch.output_until()

    sample.change("backend/shop/prices.py", "net(4)", "net(3)")
    assert "2 passed" in watch.output_until()

    watch.interrupt()
    assert watch.output_until("").endswith("stopped\n")
    assert watch.process.wait() == 0


@pytest.mark.slow
def test_ctrl_c_stops_a_run_and_its_processes(watch: WatchProcess, sample: SampleProject) -> None:
    watch.output_until()
    sample.write_file("backend/tests/test_slow.py", SLOW)
    until((sample.root / "started").exists)
    watch.interrupt()
    assert watch.output_until("").endswith("stopped\n")
    assert watch.process.wait() == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(watch.process.pid, 0)
