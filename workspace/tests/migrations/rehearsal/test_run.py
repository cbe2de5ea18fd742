"""Complete rehearsals, and their clean-up."""

import shutil
import signal
import subprocess
from collections.abc import Callable
from contextlib import closing

import psycopg2
import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.migrations import revisions
from headstart.migrations.rehearsal import database_copy
from headstart.migrations.rehearsal.verdict import Result
from headstart.postgres import databases, disk_space
from headstart.postgres.servers import Server
from tests.migrations.rehearsal.chains import Chain
from tests.support.checkouts import Checkout
from tests.support.polling import until
from tests.support.statements import execute

Rehearse = Callable[..., list[Result]]
FOREVER = "SELECT pg_sleep(3600)"


def names(url: str) -> list[str]:
    """Return the databases of rehearsals on a server."""
    with databases.maintenance(url) as server:
        server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{project.name()}_rehearsal_"]
        )
        return [name for (name,) in server.fetchall()]


def is_asleep(url: str) -> bool:
    """Return whether a rehearsed migration sleeps."""
    with databases.maintenance(url) as server:
        server.execute(
            "SELECT FROM pg_stat_activity WHERE starts_with(datname, %s) AND wait_event = 'PgSleep'",
            [f"{project.name()}_rehearsal_"],
        )
        return server.rowcount > 0


def start_rehearsal(checkout: Checkout, url: str) -> subprocess.Popen[str]:
    """Start a rehearsal in a process."""
    return subprocess.Popen(
        [checkout.venv / "bin" / "python", "-P", "-m", "headstart.tasks", "db.rehearse"],
        cwd=checkout.root, env=checkout.environment({"DATABASE_URL": url}), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_the_newest_migration_is_rehearsed_when_none_is_pending_and_the_database_stays_as_it_is(
    chain: Chain, rehearse_chain: Rehearse, stocked: str
) -> None:
    (result,) = rehearse_chain()
    assert (result.migration.revision, result.pending) == (chain.first, False)
    assert [phase.name for phase in result.phases] == ["up", "down", "up again"]
    assert result.problems == []
    assert revisions.revision(stocked) == chain.first
    assert not databases.is_empty(stocked)
    assert names(stocked) == []


def test_connections_stay_open_and_the_rows_are_copied(
    chain: Chain, rehearse_chain: Rehearse, stocked: str
) -> None:
    chain.add("later", "UPDATE own_books SET price = price + 1", "UPDATE own_books SET price = price - 1")
    with closing(psycopg2.connect(stocked)) as session, session, session.cursor() as user:
        user.execute("UPDATE own_books SET price = 0")
        (result,) = rehearse_chain()
        user.execute("SELECT count(*) FROM own_books WHERE price = 0")
        assert user.fetchone() == (3000,)
    assert [phase.rows for phase in result.phases] == [{"own_books": 3000}] * 3
    assert result.problems == []


def test_migrations_that_fail_are_reported_with_the_reason(chain: Chain, rehearse_chain: Rehearse) -> None:
    chain.add("one_way", "CREATE TABLE notes (id bigint PRIMARY KEY)", "raise NotImplementedError")
    chain.add("wrong", "CREATE INDEX ix_more ON own_books (price, title)", "DROP INDEX ix_own_books_price_id")
    chain.add("never_tried", "pass")
    one_way, wrong = rehearse_chain()
    assert one_way.problems == ["down fails: NotImplementedError"]
    failed, *differences = wrong.problems
    assert failed.startswith('up again fails: relation "ix_more" already exists, at `CREATE INDEX')
    assert differences == [
        "down is not the inverse of up: index ix_more is left over",
        "down is not the inverse of up: index ix_own_books_price_id is missing",
    ]


def test_the_migrations_of_two_branches_are_rehearsed_one_at_a_time(
    chain: Chain, rehearse_chain: Rehearse
) -> None:
    chain.add("left", "CREATE TABLE lefts (id bigint)", "DROP TABLE lefts")
    chain.add("right", "CREATE TABLE rights (id bigint)", "DROP TABLE rights", before=chain.first)
    chain.add("both", "pass").write_text(
        'revision = "both"\ndown_revision = ("left", "right")\n\n'
        "def upgrade(): ...\n\ndef downgrade(): ...\n",
        "utf-8",
    )
    results = rehearse_chain()
    assert {result.migration.revision for result in results[:2]} == {"left", "right"}
    assert results[2].migration.revision == "both"
    assert [problem for result in results for problem in result.problems] == []


def test_a_database_at_a_migration_that_is_not_here_is_explained(
    rehearse_chain: Rehearse, stocked: str
) -> None:
    execute(stocked, "UPDATE alembic_version SET version_num = 'elsewhere'")
    with pytest.raises(WorkspaceError, match="at the migration elsewhere, which this checkout does not have"):
        rehearse_chain()


def test_migrations_that_cannot_be_read_are_explained(chain: Chain, rehearse_chain: Rehearse) -> None:
    chain.add("broken", "pass").write_text("revision = 'broken'\ndown_revision =\n", "utf-8")
    with pytest.raises(WorkspaceError, match="the migrations cannot be read: SyntaxError"):
        rehearse_chain()


def test_a_lack_of_disk_space_is_reported_before_copying(
    stocked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = shutil.disk_usage(project.STATE).free
    monkeypatch.setattr(disk_space, "RESERVE", 2 * free)
    with (
        pytest.raises(WorkspaceError, match=r"a rehearsal may need .* MB, but the server's disk has"),
        database_copy.copy_of(stocked) as copy,
    ):
        copy.create()
    assert names(stocked) == []


def test_a_rehearsal_that_is_interrupted_leaves_nothing(
    chain: Chain, stocked: str, checkout: Checkout
) -> None:
    chain.add("slow", FOREVER)
    process = start_rehearsal(checkout, stocked)
    until(lambda: is_asleep(stocked))
    process.send_signal(signal.SIGINT)
    _output, error = process.communicate()
    assert (process.returncode, error) == (130, "inv: interrupted\n")
    assert names(stocked) == []


def test_leftovers_of_a_killed_rehearsal_are_dropped(chain: Chain, stocked: str, checkout: Checkout) -> None:
    chain.add("slow", FOREVER)
    lives = start_rehearsal(checkout, stocked)
    until(lambda: is_asleep(stocked))
    (in_use,) = names(stocked)
    killed = start_rehearsal(checkout, stocked)
    until(lambda: len(names(stocked)) > 1)
    killed.kill()
    killed.communicate()

    def only_those_in_use() -> bool:
        with database_copy.copy_of(stocked):
            return names(stocked) == [in_use]

    until(only_those_in_use)
    lives.terminate()
    lives.communicate()
    assert lives.returncode == 130
    assert names(stocked) == []


def test_a_lost_connection_is_explained_and_the_next_rehearsal_cleans_up(
    chain: Chain, server: Server, checkout: Checkout
) -> None:
    server.start()
    url = server.url("shop")
    databases.ensure(url)
    revisions.migrate(url)
    chain.add("slow", FOREVER)
    process = start_rehearsal(checkout, url)
    until(lambda: is_asleep(url))
    server.stop()
    _output, error = process.communicate()
    assert process.returncode == 1
    assert error.startswith("inv: PostgreSQL closed the connection and undid unfinished changes: ")
    server.start()
    assert len(names(url)) == 1
    with database_copy.copy_of(url):
        assert names(url) == []
