"""The databases of tests: a template built once, a clone for each process, nothing left behind."""

import re
from contextlib import closing
from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.migrations import revisions
from headstart.postgres import databases, idle, leases, servers, urls
from headstart.postgres.servers import Server
from headstart.testing import worker_databases
from tests.support.checksums import checksums
from tests.support.clone_processes import CloneProcess
from tests.support.polling import until
from tests.support.tables import make_tables

EMPTY = (0, None)  # the checksum of a table without rows


@pytest.fixture(autouse=True)
def _use_templated_server(templated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", templated)


def names(url: str) -> set[str]:
    """Return the names of all test databases but the current templates."""
    with databases.maintenance(url) as server:
        server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [worker_databases._prefix()]
        )
        all_names = {name for (name,) in server.fetchall()}
    return all_names - {worker_databases.MIGRATED.name, worker_databases.SEEDED.name}


def test_one_of_two_simultaneous_runs_builds_the_template(ground: Path) -> None:
    log = (ground / "two-runs.log").read_text("utf-8")
    assert len(re.findall(r"RENAME TO .*_test_template_", log)) == 1
    assert len(re.findall(r"CREATE DATABASE .*_test_[0-9a-f]{8}_gw0", log)) >= 2


def test_a_run_leaves_nothing_but_the_template(templated: str) -> None:
    with worker_databases.test_database("main"):
        pass
    assert names(templated) == set()


def test_a_clone_is_migrated_and_empty() -> None:
    with worker_databases.test_database("main") as url:
        assert revisions.revision(url) == revisions.newest_revision()
        assert databases.is_empty(url)


def test_a_test_that_commits_uses_a_database_of_its_own(templated: str) -> None:
    with worker_databases.test_database("main") as common, worker_databases.own_database() as own:
        assert own != common
        assert revisions.revision(own) == revisions.newest_revision()
    assert urls.database_name(own) not in names(templated)


def test_the_template_allows_no_connections(templated: str) -> None:
    with pytest.raises(WorkspaceError, match="not currently accepting connections"):
        databases.connect(urls.with_database(templated, worker_databases.MIGRATED.name))


def test_no_test_opens_the_development_database(templated: str) -> None:
    with pytest.raises(WorkspaceError, match="not currently accepting connections"):
        databases.connect(templated)
    with worker_databases.test_database("main") as common, worker_databases.own_database() as own:
        assert urls.database_name(templated) not in {urls.database_name(url) for url in (common, own)}


@pytest.mark.parametrize("hidden", ["&dbname={}", "&dbname=postgres&dbname={}"])
def test_a_development_database_named_in_the_query_is_not_opened(
    hidden: str, templated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = templated.replace(f"/{project.name()}?", "/?")
    monkeypatch.setenv("DATABASE_URL", server + hidden.format(project.name()))

    with worker_databases.test_database("main") as url, worker_databases.own_database() as own:
        assert project.name() not in {urls.database_name(url), urls.database_name(own)}


def test_tests_do_not_start_on_another_database(templated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    other_url = urls.with_database(templated, databases.MAINTENANCE)
    monkeypatch.setattr(worker_databases, "with_database", lambda _url, _name: other_url)

    with pytest.raises(WorkspaceError, match="correct DATABASE_URL"), worker_databases.own_database():
        pass


def test_databases_of_a_killed_run_are_dropped_and_used_ones_are_kept(templated: str) -> None:
    killed, working = CloneProcess(templated), CloneProcess(templated)
    left, used = killed.clone(), working.clone()
    killed.kill()
    until(lambda: not is_used(templated, left))
    with worker_databases.test_database("main") as url:
        assert names(templated) == {used, urls.database_name(url)}
    assert working.stop() == 0


def test_a_template_of_older_migrations_is_dropped_unless_it_is_in_use(templated: str) -> None:
    unused, used = (f"{worker_databases._prefix()}template_{number * 12}" for number in "01")
    with databases.maintenance(templated) as server:
        databases.create(server, unused)
        databases.create(server, used)
        leases.hold(server, used, shared=True)
        with worker_databases.test_database("main"):
            assert unused not in names(templated)
            assert used in names(templated)


def test_a_changed_migration_needs_another_template(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "BACKEND", folder)
    (folder / "migrations").mkdir()
    before = worker_databases.MIGRATED.name
    (folder / "migrations" / "first.py").write_text("revision = 1", "utf-8")
    first = worker_databases.MIGRATED.name
    (folder / "migrations" / "first.py").write_text("revision = 2", "utf-8")
    assert len({before, first, worker_databases.MIGRATED.name}) == 3


def test_a_seeded_clone_can_be_reset_to_the_demo_data(templated: str) -> None:
    with worker_databases.seeded_database() as clone:
        before = checksums(clone.url)
        make_tables(clone.url, authors=1)
        with closing(databases.connect(clone.url)):  # this connection is closed
            clone.renew()
        assert checksums(clone.url) == before
    seeded = {path.stem for path in (project.BACKEND / "seeds").glob("*.csv")}
    assert [table for table in seeded if before[table] == EMPTY] == []
    assert names(templated) == set()


@pytest.mark.parametrize("changed", ["migrations/first.py", "seeds/books.csv", "app/models/book.py"])
def test_a_changed_input_needs_another_seeded_template(
    changed: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "BACKEND", folder)
    before = worker_databases.SEEDED.name
    path = folder / changed
    path.parent.mkdir(parents=True)
    path.write_text("something", "utf-8")
    assert worker_databases.SEEDED.name != before


def test_without_an_address_a_test_server_is_started(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setattr(servers, "test_server", lambda: server)
    watched: list[bool] = []
    monkeypatch.setattr(idle, "watch", lambda: watched.append(True))
    assert worker_databases.test_server_url() == server.url("postgres")
    assert server.answers()
    assert worker_databases.test_server_url() == server.url("postgres")
    assert watched == [True]


def is_used(url: str, name: str) -> bool:
    """Return whether a process uses a database."""
    with databases.maintenance(url) as server:
        server.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        if server.fetchone() == (False,):
            return True
        # Now, as the server may notice the end of the connection later than the next query.
        leases.release(server, name)
        return False
