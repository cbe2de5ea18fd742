"""Bulk seeding that is killed or interrupted leaves the tables unchanged."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from headstart.core import project
from headstart.migrations import revisions
from headstart.postgres import databases
from headstart.postgres.servers import Server
from headstart.running import supervisor
from tests.support.polling import until
from tests.support.statements import execute

pytestmark = pytest.mark.sample

BOOKS = 60_000
SEEDING = ["-m", "headstart.devdb.bulk", str(BOOKS), "--processes", "2"]
AS_TASK = (
    f"import sys; from headstart.devdb import development; development.seed_in_bulk(sys.argv[1], {BOOKS})"
)
ADD = """
INSERT INTO authors (name) VALUES ('Mine');
INSERT INTO books (title, isbn, price, published_on, author_id)
SELECT 'Mine', '9780000000019', 1, '2020-01-01', id FROM authors
"""
STATE = """
SELECT (SELECT array_agg(title || isbn) FROM books), (SELECT array_agg(name) FROM authors),
       (SELECT array_agg(indexrelid::int ORDER BY 1) FROM pg_index WHERE indrelid = 'books'::regclass),
       (SELECT array_agg(oid::int ORDER BY 1) FROM pg_constraint WHERE conrelid = 'books'::regclass)
"""
# Whether the seeding writes books; unlike a query of the table, this does not wait for locks.
AT_WORK = """
SELECT count(*) FROM pg_stat_activity, pg_stat_progress_copy
WHERE pg_stat_activity.pid = pg_stat_progress_copy.pid AND relid = 'books'::regclass::oid
"""


@dataclass
class Seeding:
    """A seeding that is writing books, with two more processes, in a session of its own."""

    url: str
    process: subprocess.Popen[str]
    before: object

    def is_over(self) -> bool:
        """Return whether it and its children have exited."""
        return self.process.poll() is not None and not supervisor.is_group_alive(self.process.pid)

    def output(self) -> str:
        """Return its output."""
        return self.process.communicate()[0]


def child_of(seeding: int) -> int:
    """Return a process that a seeding has started to generate rows."""
    if not Path("/proc/self").exists():
        pytest.skip("the children of a process cannot be determined")
    children = Path(f"/proc/{seeding}/task").glob("*/children")
    child_pids = [int(child) for file in children for child in file.read_text("utf-8").split()]
    return child_pids[0]


def state(url: str) -> object:
    with closing(psycopg2.connect(url)) as session, session.cursor() as rows:
        rows.execute(STATE)
        return rows.fetchone()


def writes_books(url: str) -> bool:
    with closing(psycopg2.connect(url)) as session, session.cursor() as rows:
        rows.execute(AT_WORK)
        return rows.fetchone() != (0,)


@contextmanager
def seeding_of(url: str, args: Sequence[str] = SEEDING) -> Iterator[Seeding]:
    """Seed a migrated database that has a book; yield when the seeding writes."""
    execute(url, ADD)
    before = state(url)
    with subprocess.Popen(
        [sys.executable, *args], cwd=project.BACKEND, start_new_session=True,
        env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": f"{project.BACKEND}{os.pathsep}{project.ROOT}"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        try:
            until(lambda: process.poll() is not None or writes_books(url))
            yield Seeding(url, process, before)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def seeding(migrated: str) -> Iterator[Seeding]:
    with seeding_of(migrated) as running:
        yield running


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_interrupts_it(seeding: Seeding, number: signal.Signals) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("these tests run under nohup, and so does the seeding: it continues")
    os.killpg(seeding.process.pid, number)  # as a terminal does

    until(seeding.is_over)
    assert seeding.output().splitlines()[-1] == "interrupted: nothing was written"
    assert seeding.process.returncode == 130
    assert state(seeding.url) == seeding.before


def test_a_killed_seeding_leaves_neither_rows_nor_processes(seeding: Seeding) -> None:
    seeding.process.kill()

    until(seeding.is_over)
    assert state(seeding.url) == seeding.before


def test_a_killed_task_ends_the_seeding(migrated: str) -> None:
    with seeding_of(migrated, ["-c", AS_TASK, migrated]) as seeding:
        seeding.process.kill()  # the task alone: what it runs has to notice

        until(seeding.is_over)
        assert state(seeding.url) == seeding.before


@pytest.mark.slow
def test_a_killed_server_is_reported_and_has_no_rows(server: Server) -> None:
    server.start()
    url = server.url("shop")
    databases.ensure(url)
    revisions.migrate(url)
    with seeding_of(url) as seeding:
        pid = server.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

        until(seeding.is_over)
        output = seeding.output().splitlines()[-1]
    assert output.startswith("nothing was written: the database does not answer (")
    assert seeding.process.returncode == 1
    server.start()
    assert state(url) == seeding.before


def test_a_killed_child_ends_the_seeding(seeding: Seeding) -> None:
    os.kill(child_of(seeding.process.pid), signal.SIGKILL)

    until(seeding.is_over)
    assert seeding.output().splitlines()[-1] == (
        "nothing was written: a process that generates rows was killed: check that there is enough memory"
    )
    assert state(seeding.url) == seeding.before
