"""Variables for other programs do not change ours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from headstart.core import environment

LOOPBACK = "localhost,127.0.0.1,::1"
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*PROXIES, *map(str.upper, PROXIES)):
        monkeypatch.setenv(name, "")  # so that monkeypatch restores it
        monkeypatch.delenv(name)


@pytest.mark.parametrize("proxy", ["http_proxy", "HTTP_PROXY", "ALL_PROXY"])
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, LOOPBACK),
        ({"no_proxy": ".example.com, 10.0.0.1"}, f".example.com,10.0.0.1,{LOOPBACK}"),
        ({"NO_PROXY": "127.0.0.1"}, "127.0.0.1,localhost,::1"),
        ({"no_proxy": "*"}, "*"),
    ],
)
def test_the_loopback_is_reached_without_a_proxy(
    proxy: str, given: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ({proxy: "http://127.0.0.1:9"} | given).items():
        monkeypatch.setenv(name, value)
    environment.neutralize()
    assert (os.environ["no_proxy"], os.environ["NO_PROXY"]) == (expected, expected)


def test_without_a_proxy_there_are_no_exceptions() -> None:
    environment.neutralize()
    assert "no_proxy" not in os.environ


def test_libpqs_variables_only_complement_database_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c search_path=tenant")
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/mine")
    environment.neutralize()
    assert "PGOPTIONS" in os.environ
    monkeypatch.delenv("DATABASE_URL")
    environment.neutralize()
    assert "PGOPTIONS" not in os.environ


def test_node_env_is_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODE_ENV", "production")
    environment.neutralize()
    assert "NODE_ENV" not in os.environ


@pytest.mark.skipif(os.geteuid() != 0, reason="only root shares files with other users")
@pytest.mark.parametrize(("value", "mode"), [("077", "644"), ("027", "644"), ("022", "644"), ("000", "666")])
def test_other_users_can_read_files_of_root(value: str, mode: str, folder: Path) -> None:
    code = "from headstart.core import environment; environment.neutralize(); open('file', 'w').close()"
    script = f'umask {value}; exec "$@"'
    subprocess.run(["/bin/sh", "-c", script, "sh", sys.executable, "-c", code], cwd=folder, check=True)
    assert oct((folder / "file").stat().st_mode)[-3:] == mode
