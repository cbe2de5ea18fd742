"""New clusters: created by initdb or copied, atomically, also by two processes at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.postgres import clusters
from headstart.postgres.accounts import server_account
from headstart.postgres.servers import Server
from headstart.setup import toolchain
from tests.support.clusters import copy_cluster
from tests.support.statements import execute

COPY_SCRIPT = """
import sys
from pathlib import Path
from headstart.core import project
project.STATE = Path(sys.argv[1])
from headstart.postgres.accounts import server_account
from headstart.postgres.servers import Server
server = Server(sys.argv[2], Path(sys.argv[1]) / sys.argv[2], server_account(), is_durable=False)
server.start()
print(server.answers())
server.stop()
"""


@pytest.fixture
def prepared(cluster: Path, state: Path) -> Path:
    """Return the prepared cluster, created by initdb before."""
    key = project.digest(f"{toolchain.postgres().version} {server_account().uid} {' '.join(clusters.INITDB)}")
    prepared = state / f"cluster-{key}"
    copy_cluster(cluster, prepared)
    return prepared


@pytest.fixture
def server(folder: Path) -> Server:
    return Server("tests", folder / "data", server_account(), is_durable=False)


def test_a_server_for_tests_is_a_copy_that_leaves_the_original_as_it_was(
    prepared: Path, server: Server
) -> None:
    (prepared / "mark").touch()
    before = {path: path.stat().st_mtime_ns for path in prepared.rglob("*")}
    server.start()
    try:
        execute(server.url("postgres"), "CREATE TABLE made ()")
        assert (server.data / "mark").exists()
        assert {path: path.stat().st_mtime_ns for path in prepared.rglob("*")} == before
    finally:
        server.stop()
    assert server.data.stat().st_mode & 0o777 == 0o700
    assert server.data.stat().st_uid == server_account().uid


def test_clusters_of_other_versions_are_removed(cluster: Path, state: Path, server: Server) -> None:
    outdated = state / "cluster-0123abcd"
    outdated.mkdir()
    server.start()
    server.stop()
    assert not outdated.exists()
    assert len([path for path in state.glob("cluster-*") if path.is_dir()]) == 1


def test_leftovers_of_a_killed_copy_are_replaced(prepared: Path, server: Server, folder: Path) -> None:
    temporary = folder / "data.new"
    temporary.mkdir()
    (temporary / "PG_VERSION").write_text("half of a clus")
    server.start()
    try:
        assert server.answers()
        assert not temporary.exists()
    finally:
        server.stop()


def test_two_processes_create_one_cluster_and_copy_it_twice(cluster: Path, state: Path) -> None:
    args = [sys.executable, "-c", COPY_SCRIPT, str(state)]
    both = [
        subprocess.Popen([*args, name], cwd=project.ROOT, stdout=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    assert [process.communicate()[0] for process in both] == ["True\n", "True\n"]
    assert len([path for path in state.glob("cluster-*") if path.is_dir()]) == 1


@pytest.mark.usefixtures("cluster")
@pytest.mark.parametrize("durable", [True, False])
def test_a_failing_initdb_is_explained(
    *, durable: bool, folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "INITDB", ("--encoding=NOT-AN-ENCODING",))
    server = Server("tests", folder / "data", server_account(), is_durable=durable)
    with pytest.raises(WorkspaceError, match=r"initdb could not create .*NOT-AN-ENCODING.*inv doctor"):
        server.start()
    assert not server.data.exists()
    assert not [path for path in state.glob("cluster-*") if not path.name.endswith(".new")]
