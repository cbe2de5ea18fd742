"""Fixtures: folders, servers and databases for the tests, separate from the checkout's."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.postgres import databases, urls
from headstart.postgres.accounts import server_account
from headstart.postgres.servers import MEMORY, Server
from headstart.running import application
from headstart.setup import bootstrap, node_packages, toolchain
from headstart.testing import timings, worker_databases
from headstart.testing.affected import record
from tests.support.bare_machines import BareMachine
from tests.support.checkouts import Checkout, UpProcess
from tests.support.clone_processes import CloneProcess
from tests.support.clusters import copy_cluster
from tests.support.repositories import Repository

MIN_FREE_SPACE = 3 * 1024**3  # bytes
FOLDERS = git.folders


IN_A_PRODUCT = "version" in project.pyproject()["tool"].get("headstart", {})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests that need Headstart's own sample or documents in a product."""
    if IN_A_PRODUCT:
        for item in items:
            if item.get_closest_marker("sample"):
                item.add_marker(pytest.mark.skip(reason="a product has its own sample and documents"))


@pytest.fixture(scope="session")
def ground() -> Iterator[Path]:
    """Return a folder that all users may enter, unlike pytest's."""
    is_large_enough = (
        MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MIN_FREE_SPACE
    )
    parent = MEMORY if is_large_enough else None
    with tempfile.TemporaryDirectory(prefix="ws-", dir=parent, ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def folder(ground: Path) -> Path:
    """Return a new folder with a short path, for this test alone."""
    created = Path(tempfile.mkdtemp(prefix="", dir=ground))
    created.chmod(0o755)
    return created


@pytest.fixture(autouse=True)
def state(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the tooling a new state folder, and hide the settings of machine and repository."""
    state = folder / "state"
    state.mkdir()
    monkeypatch.setattr(project, "STATE", state)
    monkeypatch.setattr(application, "STATE_FILE", state / "up.json")
    monkeypatch.setattr(bootstrap, "LOG", state / "inv.log")
    monkeypatch.setattr(node_packages, "LOG", state / "yarn.log")
    monkeypatch.setattr(timings, "TIMINGS_FILE", state / "test-seconds.json")
    monkeypatch.setattr(timings, "COSTS_FILE", state / "test-costs.json")
    monkeypatch.setattr(record, "RECORD_FILE", state / "affected-tests.json")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(git, "folders", lambda: None)
    return state


@pytest.fixture(autouse=True)
def _forget_tools() -> Iterator[None]:
    yield
    toolchain.node.cache_clear()
    toolchain.postgres.cache_clear()


@pytest.fixture
def repository(state: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Return a git repository, which is the checkout for this test."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    created = Repository(folder / "repository")
    project.pyproject()  # read before switching to another checkout
    monkeypatch.setattr(project, "ROOT", created.root)
    monkeypatch.setattr(git, "folders", FOLDERS)
    return created


@pytest.fixture(scope="session")
def cluster(ground: Path) -> Path:
    """Return the data folder of a new cluster, which is copied, as that is faster than initdb."""
    data = ground / "cluster"
    prototype = Server("cluster", data, server_account(), is_durable=False)
    try:
        toolchain.postgres()
    except WorkspaceError as error:
        pytest.skip(f"no server can be started: {error}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(project, "STATE", ground)
        prototype.start()
        prototype.stop()
    return data


@pytest.fixture
def new_server(cluster: Path, folder: Path) -> Iterator[Callable[..., Server]]:
    """Return a function that creates a server with its own cluster, not started."""
    created: list[Server] = []

    def new(path: Path | None = None, label: str = "tests") -> Server:
        path = path or folder / f"data-{label}"
        copy_cluster(cluster, path)
        created.append(Server(label, path, server_account(), is_durable=False))
        return created[-1]

    yield new
    for server in created:
        server.stop()


@pytest.fixture
def server(new_server: Callable[..., Server]) -> Server:
    """Return a server with its own cluster, not started."""
    return new_server()


@pytest.fixture(scope="session")
def shared_server(cluster: Path, ground: Path) -> Iterator[Server]:
    """Return a running server on which all tests may create databases."""
    data = ground / "shared"
    copy_cluster(cluster, data)
    server = Server("shared", data, server_account(), is_durable=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(project, "STATE", ground)
        server.start()
    yield server
    server.stop()


@pytest.fixture
def database(shared_server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the address of a new, empty database, which is in DATABASE_URL too."""
    url = shared_server.url(f"db_{secrets.token_hex(4)}")
    databases.ensure(url)
    monkeypatch.setenv("DATABASE_URL", url)
    yield url
    with databases.maintenance(url) as statements:
        databases.drop(statements, urls.database_name(url))


@pytest.fixture(scope="session")
def templated(cluster: Path, ground: Path) -> Iterator[str]:
    """Return a development database that allows no connections, on a server with two simultaneous test runs.

    Before them, another run had been killed while it built the template.
    """
    data = ground / "templated"
    copy_cluster(cluster, data)
    with (data / "postgresql.conf").open("a") as settings:
        settings.write("log_statement = ddl\n")
    server = Server("templated", data, server_account(), is_durable=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(project, "STATE", ground)
        server.start()
    url = server.url(project.name())
    databases.ensure(url)
    databases.ensure(server.url(f"{project.name()}_test_building"))
    with databases.maintenance(url) as statements:
        statements.execute(f"ALTER DATABASE {project.name()} ALLOW_CONNECTIONS false")
    processes = [CloneProcess(url), CloneProcess(url)]
    for process in processes:
        process.clone()
    for process in processes:
        process.stop()
    # Other tests have other migrations, and thus another template: keep the log of these two runs.
    shutil.copy(ground / "postgres-templated.log", ground / "two-runs.log")
    yield url
    server.stop()


@pytest.fixture
def migrated(templated: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the address of a new, migrated, empty database, which is in DATABASE_URL too."""
    monkeypatch.setenv("DATABASE_URL", templated)
    with worker_databases.own_database() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        yield url


@pytest.fixture
def checkout(ground: Path) -> Iterator[Checkout]:
    """Return a copy of this checkout that tests may run and change."""
    copy = Checkout(ground / f"a copy {secrets.token_hex(3)}")
    yield copy
    copy.stop_servers()


@pytest.fixture
def run_up(checkout: Checkout) -> Iterator[Callable[[], UpProcess]]:
    """Return a function that runs ``inv up`` in a copy of this checkout."""
    created: list[UpProcess] = []

    def start() -> UpProcess:
        if not node_packages.is_installed():
            pytest.skip("the front end's packages are not installed")
        checkout.add_front_end()
        created.append(UpProcess(checkout))
        return created[-1]

    yield start
    for process in created:
        process.stop()


@pytest.fixture
def bare(ground: Path) -> Iterator[BareMachine]:
    """Return a copy of this checkout on a machine that has only Python; nothing is downloaded."""
    try:
        machine = BareMachine(ground / f"bare {secrets.token_hex(3)}")
    except WorkspaceError as error:
        pytest.skip(f"the front end's packages cannot be installed: {error}")
    yield machine
    machine.stop()
