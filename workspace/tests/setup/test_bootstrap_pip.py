"""The set-up uses pip's program and its configuration."""

import os
import sys
import sysconfig
import threading
from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.setup import bootstrap, pip
from tests.support.bare_machines import BareMachine

NO_INDEX = {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_RETRIES": "0"}


def test_the_index_is_the_one_that_pip_is_configured_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (NO_INDEX | {"PIP_INDEX_URL": "https://pypi.example.com/root/simple/"}).items():
        monkeypatch.setenv(name, value)
    assert pip.index() == "https://pypi.example.com/root/simple/"


def test_a_pip_that_does_not_run_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pip, "command", lambda: [sys.executable, "-c", "raise SystemExit('broken')"])
    with pytest.raises(WorkspaceError, match=r"pip did not report its index \(broken\): check that `"):
        pip.index()


def test_a_python_without_pip_and_venv_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pip", None)
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setitem(sysconfig.get_config_vars(), "WHEEL_PKG_DIR", None)
    with pytest.raises(
        WorkspaceError, match=r"has neither pip nor venv: install them \(on Debian: apt install"
    ):
        pip.index()


def test_a_python_without_pip_uses_the_distributions_copy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "pip-99.whl").mkdir()
    (folder / "pip-99.whl" / "pip.py").touch()
    (folder / "pip-99.whl" / "pip").mkdir()
    (folder / "pip-99.whl" / "pip" / "__main__.py").write_text(
        "print('--index-url <url> (default https://kept)')"
    )
    monkeypatch.setitem(sys.modules, "pip", None)
    monkeypatch.setitem(sysconfig.get_config_vars(), "WHEEL_PKG_DIR", str(folder))
    assert pip.index() == "https://kept/"


FAKE_PIP = """
import pathlib, shutil, sys
if "--target" in sys.argv:
    target = pathlib.Path(sys.argv[sys.argv.index("--target") + 1])
    shutil.copytree(pathlib.Path(__file__).with_name("uv"), target)
elif "list" in sys.argv:
    print(":env:.timeout='15'\\n:env:.cert='/etc/company.pem'\\nglobal.proxy='http://proxy:3128'")
else:
    print("--index-url <url> Base URL of the index\\n    (default https://pypi.example.com/simple)")
"""


@pytest.fixture
def fake_pip(bare: BareMachine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process set up the bare machine with a fake pip."""
    (bare.root / "pip.py").write_text(FAKE_PIP, "utf-8")
    (bare.state / f"uv-{project.pins().uv}").rename(bare.root / "uv")
    front_end = bare.root / "python"
    front_end.write_text(f'#!/bin/sh\necho "python $*" >> "{bare.root}/calls"\n', "utf-8")
    front_end.chmod(0o755)
    monkeypatch.setattr(pip, "command", lambda: [sys.executable, str(bare.root / "pip.py")])
    monkeypatch.setattr(bootstrap, "VENV", bare.venv)
    monkeypatch.setattr(bootstrap, "PYTHON", front_end)
    monkeypatch.setattr(bootstrap, "LOG", bare.state / "inv.log")
    monkeypatch.setattr(bootstrap, "ABORTED", threading.Event())
    monkeypatch.setattr(project, "STATE", bare.state)


@pytest.mark.usefixtures("fake_pip")
def test_everything_is_installed_from_uv_to_the_front_end(
    bare: BareMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    bootstrap.install()
    output = capsys.readouterr().err
    for step in ("uv ", "environment .venv", "Python packages", "front end's", "tooling"):
        assert step in output
    assert bare.calls("python") == ["-m headstart.setup.node_packages"]
    for program in ("alembic", "poetry", "yarn"):
        assert os.access(bare.venv / "bin" / program, os.X_OK)


@pytest.mark.usefixtures("fake_pip")
def test_after_a_failure_no_other_step_starts(bare: BareMachine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAILS_AT", "venv")
    monkeypatch.setenv("FAILS_WITH", "echo broken")
    with pytest.raises(WorkspaceError, match=r"environment \.venv: broken"):
        bootstrap.install()
    with pytest.raises(WorkspaceError, match="another step: not started"):
        bootstrap._run("another step", [], os.environ)
    assert [args.split()[0] for args in bare.calls("uv")] == ["venv"]


@pytest.mark.usefixtures("fake_pip")
def test_the_configuration_of_pip_applies_to_uv_and_poetry() -> None:
    assert pip.settings(pip.configuration()) == {
        "UV_DEFAULT_INDEX": "https://pypi.example.com/simple/",
        "POETRY_PYPI_MIRROR_URL": "https://pypi.example.com/simple/",
        "UV_SYSTEM_CERTS": "true",
        "SSL_CERT_FILE": "/etc/company.pem",
        "REQUESTS_CA_BUNDLE": "/etc/company.pem",
        "HTTP_PROXY": "http://proxy:3128",
        "HTTPS_PROXY": "http://proxy:3128",
    }
