"""What a shell sets for other programs does not change ours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from headstart.core import environment

LOOPBACK = "localhost,127.0.0.1,::1"
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*PROXIES, *map(str.upper, PROXIES)):
        monkeypatch.setenv(name, "")  # to be restored, whatever is done to it
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


def test_without_a_proxy_nothing_is_excepted_from_it() -> None:
    environment.neutralize()
    assert "no_proxy" not in os.environ


def test_libpqs_variables_are_for_database_url_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c search_path=tenant")
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/mine")
    environment.neutralize()
    assert "PGOPTIONS" in os.environ
    monkeypatch.delenv("DATABASE_URL")
    environment.neutralize()
    assert "PGOPTIONS" not in os.environ


def test_each_command_of_node_chooses_its_own_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODE_ENV", "production")
    environment.neutralize()
    assert "NODE_ENV" not in os.environ


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's files are read by other users of ours")
@pytest.mark.parametrize(("given", "mode"), [("077", "644"), ("027", "644"), ("022", "644"), ("000", "666")])
def test_other_users_read_what_root_writes(given: str, mode: str, folder: Path) -> None:
    code = "from headstart.core import environment; environment.neutralize(); open('file', 'w').close()"
    script = f'umask {given}; exec "$@"'
    subprocess.run(["/bin/sh", "-c", script, "sh", sys.executable, "-c", code], cwd=folder, check=True)
    assert oct((folder / "file").stat().st_mode)[-3:] == mode
