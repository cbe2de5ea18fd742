"""The data folders of a checkout's servers, and the folder of their programs."""

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from headstart.core import project
from headstart.postgres import servers
from headstart.setup import toolchain

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user runs the server itself")
AS_USER = pytest.mark.skipif(os.geteuid() == 0, reason="root runs the server as another user")


def test_the_development_server_keeps_its_data_in_the_checkout_durably(state: Path) -> None:
    server = servers.development_server()
    assert (server.data, server.is_durable) == (state / "postgres", True)


@pytest.mark.parametrize(("free", "in_memory"), [(2 * 1024**3, True), (64 * 1024**2, False)])
def test_the_test_server_keeps_its_data_in_memory_where_there_is_room(
    free: int, *, in_memory: bool, folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "MEMORY", folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=free))
    server = servers.test_server()
    assert not server.is_durable
    assert server.data.parent == (folder if in_memory else state)


def test_a_test_server_that_is_in_memory_stays_there_when_memory_runs_short(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "MEMORY", folder)
    servers.test_server().data.mkdir()
    monkeypatch.setattr(servers, "MIN_FREE_MEMORY", 1024**5)
    assert servers.test_server().data.parent == folder


def test_a_machine_without_a_file_system_in_memory_uses_the_disk(
    folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "MEMORY", folder / "none")
    assert servers.test_server().data == state / "postgres-test"


def test_two_checkouts_have_servers_of_their_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = servers.test_server().data
    monkeypatch.setattr(project, "ROOT", folder)
    monkeypatch.setattr(project, "STATE", folder / ".workspace")
    assert servers.test_server().data != mine


@AS_USER
@pytest.mark.usefixtures("cluster")
def test_a_private_checkout_serves_its_owner(folder: Path) -> None:
    folder.chmod(0o700)
    server = servers.development_server()
    server.start()
    server.remove()


@AS_ROOT
@pytest.mark.usefixtures("cluster")
def test_a_checkout_that_the_account_cannot_enter_is_served_from_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "ROOT", folder)
    private_programs(folder, monkeypatch)
    folder.chmod(0o700)
    server = servers.development_server()
    try:
        assert not server.data.is_relative_to(folder)
        server.start()
        assert server.answers()
    finally:
        server.remove()
        shutil.rmtree(server.data.parent)


def private_programs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the server's programs where only root can enter."""
    postgres = toolchain.postgres()
    package = postgres.folder.parent.parent
    target = folder / "packages"
    shutil.copytree(
        postgres.folder.parent, target / package.name / postgres.folder.parent.name, symlinks=True
    )
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        (target / libraries.name).symlink_to(libraries)
    copy = target / postgres.folder.relative_to(package.parent)
    tool = toolchain.Tool(postgres.name, postgres.version, copy, postgres.source)
    monkeypatch.setattr(toolchain, "postgres", lambda: tool)
