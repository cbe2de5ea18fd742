"""A checkout with CRLF line endings, the default of Git for Windows: the scripts run."""

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from headstart.core import project
from tests.support.checkouts import link_environment
from tests.support.repositories import Repository

LIST_FILES = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]


@pytest.fixture
def windows_checkout(folder: Path) -> Path:
    """Return a clone of all files of this project, made with ``core.autocrlf=true``."""
    if shutil.which("git") is None or not (project.ROOT / ".git").exists():
        pytest.skip("this is no git repository, or git is not installed")
    original = Repository(folder / "original")
    output = subprocess.run(LIST_FILES, cwd=project.ROOT, capture_output=True, text=True, check=True).stdout
    for path in (path for path in output.split("\0") if path and (project.ROOT / path).is_file()):
        (original.root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(project.ROOT / path, original.root / path)
    original.commit("everything")
    clone = folder / "clone"
    original.git("clone", "--quiet", "--config=core.autocrlf=true", str(original.root), str(clone))
    return clone


def test_scripts_run_in_a_checkout_whose_git_writes_crlf(windows_checkout: Path) -> None:
    venv = windows_checkout / ".venv"
    link_environment(Path(sys.prefix), venv)
    (venv / "made-from").write_text(runpy.run_path(str(windows_checkout / "inv"))["fingerprint"](), "utf-8")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}

    output = run(["./inv", "--list"], windows_checkout, environment)
    owner = run(
        ["./infra/development/as-owner", "echo", "hello"],
        windows_checkout,
        {**environment, "CHECKOUT": str(windows_checkout)},
    )

    assert "Available tasks:" in output
    assert owner == "hello\n"


def test_no_text_file_has_crlf(windows_checkout: Path) -> None:
    output = run(["git", "ls-files", "--eol"], windows_checkout, dict(os.environ))

    assert [line for line in output.splitlines() if "w/crlf" in line or "w/mixed" in line] == []


def run(args: list[str], cwd: Path, environment: dict[str, str]) -> str:
    process = subprocess.run(args, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    return process.stdout
