"""The first set-up: its error messages, and that it can be continued."""

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


def error_message(result: subprocess.CompletedProcess[str]) -> str:
    """Return the last line of a failed command's output."""
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    return result.stderr.splitlines()[-1]


@pytest.mark.slow
def test_a_missing_network_is_reported(bare: BareMachine) -> None:
    real = pip.command()
    asks = (bare.root / "pip.py").read_text("utf-8")
    fetches = f"import os, sys\nif '--help' not in sys.argv: os.execv({real[0]!r}, {real!r} + sys.argv[1:])\n"
    (bare.root / "pip.py").write_text(fetches + asks, "utf-8")
    (bare.state / f"uv-{project.pins().uv}").rename(bare.root / "away")
    result = bare.inv("--version", **NO_INDEX, PIP_INDEX_URL=CLOSED)
    assert error_message(result).startswith(
        "inv: no package index is reachable: check the network and the settings"
    )
    (bare.root / "away").rename(bare.state / f"uv-{project.pins().uv}")
    assert bare.inv("--version").returncode == 0


def test_a_step_that_fails_is_explained_and_tried_again(bare: BareMachine) -> None:
    result = bare.inv("--version", FAILS_AT="pip", FAILS_WITH="echo something of its own")
    assert re.search(r"Python packages?: something of its own \(more in ", error_message(result))
    assert error_message(result).endswith("; run `./inv setup` to try again")
    assert "something of its own" in (bare.state / "inv.log").read_text("utf-8")
    assert bare.inv("--version").returncode == 0


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("Could not resolve host: dns error", "no package index is reachable"),
        ("Connection refused", "no package index is reachable"),
        ("Temporary failure in name resolution", "no package index is reachable"),
        (
            "No space left on device (os error 28)",
            "the disk is full: free 1 GB, then run the same command",
        ),
        ("Disk quota exceeded", "the disk is full"),
        ("something of its own", "a step: something of its own (more in "),
    ],
)
def test_common_failures_have_a_message(
    output: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fails = ["/bin/sh", "-c", f"echo '{output}'; exit 2"]
    with pytest.raises(SystemExit) as result, bootstrap.report_failures(), bootstrap.set_up_lock():
        bootstrap._run("a step", fails, os.environ)
    assert str(result.value.code).startswith(f"inv: {message}")
    assert capsys.readouterr().err == ""
    assert output in bootstrap.LOG.read_text("utf-8")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_explained(bare: BareMachine) -> None:
    (bare.state / "inv.log").symlink_to(FULL)
    assert error_message(bare.inv("--version")).startswith("inv: the disk is full: free 1 GB")


def test_a_folder_that_cannot_be_written_to_is_explained(
    bare: BareMachine, ordinary_user: dict[str, Any]
) -> None:
    base = getattr(sys, "_base_executable", sys.executable)
    args = [readable_python(base, ordinary_user), str(bare.root / "inv"), "--version"]
    bare.state.rename(bare.root / "away")
    bare.root.chmod(0o555)
    try:
        result = subprocess.run(args, capture_output=True, text=True, check=False, **ordinary_user)
    finally:
        bare.root.chmod(0o755)
    assert error_message(result).startswith("inv: ")
    assert error_message(result).endswith(f"make {bare.root} writable, then try again")


def test_two_first_runs_wait_for_each_other(bare: BareMachine) -> None:
    bare.close_gate()
    first = bare.start("--version")
    bare.await_arrival()
    second = bare.start("--version")
    assert second.stderr is not None
    assert second.stderr.readline() == "inv: waiting for another ./inv that is setting up this checkout\n"
    bare.open_gate()
    first.communicate()
    second.communicate()
    assert (first.returncode, second.returncode) == (0, 0)
    assert [args.split()[0] for args in bare.calls("uv")].count("venv") == 1


def test_a_first_run_that_was_killed_is_finished_by_the_next(bare: BareMachine) -> None:
    bare.close_gate()
    killed = bare.start("--version")
    bare.await_arrival()
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    bare.gate.unlink()
    assert bare.inv("--version").returncode == 0


def test_an_interrupted_first_run_explains_how_to_continue(bare: BareMachine) -> None:
    bare.close_gate()
    interrupted = bare.start("--version")
    bare.await_arrival()
    os.killpg(interrupted.pid, signal.SIGINT)
    output = interrupted.communicate()[1]
    assert output.endswith("inv: interrupted; run the same command again to continue\n")
    assert "Traceback" not in output


@pytest.mark.parametrize(("setting", "compiled"), [("1", True), ("", False)])
def test_packages_are_compiled_if_python_writes_no_bytecode(
    setting: str, *, compiled: bool, bare: BareMachine
) -> None:
    bare.inv("--version", PYTHONDONTWRITEBYTECODE=setting)
    calls = (bare.root / "calls").read_text("utf-8")
    assert ("--compile-bytecode" in calls) is compiled


def test_an_interruption_is_reported() -> None:
    with (
        pytest.raises(SystemExit, match="inv: interrupted; run the same command again to continue"),
        bootstrap.report_failures(),
    ):
        raise KeyboardInterrupt


def readable_python(base: str, account: dict[str, Any]) -> str:
    """Return a Python that an ordinary user may run, as root's own may be in a private folder."""
    for python in (base, "/usr/bin/python3"):
        try:
            code = "import sys; sys.exit(sys.version_info < (3, 11))"
            if subprocess.call([python, "-c", code], **account) == 0:
                return python
        except OSError:
            continue
    pytest.skip("no Python here may be run by an ordinary user")
