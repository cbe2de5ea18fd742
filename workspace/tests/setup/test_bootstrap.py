"""The first set-up: what it says when a machine is not as it should be, and that it goes on later."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from headstart.core import project
from headstart.setup import bootstrap, pip
from tests.support.bare_machines import BareMachine

FULL = Path("/dev/full")
NO_INDEX = {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_RETRIES": "0"}
CLOSED = "http://127.0.0.1:1/simple"


@pytest.fixture
def ordinary_user() -> dict[str, Any]:
    """Return the arguments that make ``subprocess`` run a program without the rights of root."""
    return {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}


def sentence(ended: subprocess.CompletedProcess[str]) -> str:
    """Return the last line that a failed command said."""
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    return ended.stderr.splitlines()[-1]


def test_without_a_network_it_says_so(bare: BareMachine) -> None:
    real = pip.command()
    asks = (bare.root / "pip.py").read_text("utf-8")
    fetches = f"import os, sys\nif '--help' not in sys.argv: os.execv({real[0]!r}, {real!r} + sys.argv[1:])\n"
    (bare.root / "pip.py").write_text(fetches + asks, "utf-8")
    (bare.state / f"uv-{project.pins().uv}").rename(bare.root / "away")
    ended = bare.inv("--version", **NO_INDEX, PIP_INDEX_URL=CLOSED)
    assert sentence(ended).startswith("inv: no package index answers: check the network and pip's")
    (bare.root / "away").rename(bare.state / f"uv-{project.pins().uv}")
    assert bare.inv("--version").returncode == 0


def test_a_step_that_fails_is_explained_and_tried_again(bare: BareMachine) -> None:
    ended = bare.inv("--version", FAILS_AT="pip", FAILS_WITH="echo something of its own")
    assert re.search(r"Python packages?: something of its own \(more in ", sentence(ended))
    assert sentence(ended).endswith("; run `./inv setup` to try again")
    assert "something of its own" in (bare.state / "inv.log").read_text("utf-8")
    assert bare.inv("--version").returncode == 0


@pytest.mark.parametrize(
    ("said", "explained"),
    [
        ("Could not resolve host: dns error", "no package index answers"),
        ("Connection refused", "no package index answers"),
        ("Temporary failure in name resolution", "no package index answers"),
        (
            "No space left on device (os error 28)",
            "the disk is full: free 1 GB, then the same command goes on",
        ),
        ("Disk quota exceeded", "the disk is full"),
        ("something of its own", "a step: something of its own (more in "),
    ],
)
def test_what_everybody_meets_has_a_sentence(
    said: str, explained: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fails = ["/bin/sh", "-c", f"echo '{said}'; exit 2"]
    with pytest.raises(SystemExit) as ended, bootstrap.explained(), bootstrap.alone():
        bootstrap._run("a step", fails, os.environ)
    assert str(ended.value.code).startswith(f"inv: {explained}")
    assert capsys.readouterr().err == ""
    assert said in bootstrap.LOG.read_text("utf-8")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_explained(bare: BareMachine) -> None:
    (bare.state / "inv.log").symlink_to(FULL)
    assert sentence(bare.inv("--version")).startswith("inv: the disk is full: free 1 GB")


def test_a_folder_that_cannot_be_written_to_is_explained(
    bare: BareMachine, ordinary_user: dict[str, Any]
) -> None:
    base = getattr(sys, "_base_executable", sys.executable)
    words = [readable_python(base, ordinary_user), str(bare.root / "inv"), "--version"]
    bare.state.rename(bare.root / "away")
    bare.root.chmod(0o555)
    try:
        ended = subprocess.run(words, capture_output=True, text=True, check=False, **ordinary_user)
    finally:
        bare.root.chmod(0o755)
    assert sentence(ended).startswith("inv: ")
    assert sentence(ended).endswith(f"make {bare.root} writable and try again")


def test_of_two_first_runs_at_once_one_waits_for_the_other(bare: BareMachine) -> None:
    bare.close_gate()
    first = bare.start("--version")
    bare.await_arrival()
    second = bare.start("--version")
    assert second.stderr is not None
    assert second.stderr.readline() == "inv: another ./inv is setting up here: waiting for it\n"
    bare.open_gate()
    first.communicate()
    second.communicate()
    assert (first.returncode, second.returncode) == (0, 0)
    assert [args.split()[0] for args in bare.asked("uv")].count("venv") == 1


def test_a_first_run_that_was_killed_is_finished_by_the_next(bare: BareMachine) -> None:
    bare.close_gate()
    killed = bare.start("--version")
    bare.await_arrival()
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    bare.gate.unlink()
    assert bare.inv("--version").returncode == 0


def test_a_first_run_that_was_interrupted_says_how_to_go_on(bare: BareMachine) -> None:
    bare.close_gate()
    interrupted = bare.start("--version")
    bare.await_arrival()
    os.killpg(interrupted.pid, signal.SIGINT)
    said = interrupted.communicate()[1]
    assert said.endswith("inv: interrupted; the same command goes on where it stopped\n")
    assert "Traceback" not in said


@pytest.mark.parametrize(("told", "compiled"), [("1", True), ("", False)])
def test_packages_are_compiled_at_once_where_python_would_keep_nothing(
    told: str, *, compiled: bool, bare: BareMachine
) -> None:
    bare.inv("--version", PYTHONDONTWRITEBYTECODE=told)
    asked = (bare.root / "asked").read_text("utf-8")
    assert ("--compile-bytecode" in asked) is compiled


def test_an_interruption_is_a_sentence() -> None:
    with (
        pytest.raises(SystemExit, match="inv: interrupted; the same command goes on where it stopped"),
        bootstrap.explained(),
    ):
        raise KeyboardInterrupt


def readable_python(base: str, who: dict[str, Any]) -> str:
    """Return a Python that an ordinary user may run, when root's own is in a private folder."""
    for python in (base, "/usr/bin/python3"):
        try:
            code = "import sys; sys.exit(sys.version_info < (3, 11))"
            if subprocess.call([python, "-c", code], **who) == 0:
                return python
        except OSError:
            continue
    pytest.skip("no Python here may be run by an ordinary user")
