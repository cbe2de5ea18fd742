"""Bulk seeding that is killed: here, at the server, by Ctrl-C. The tables are as they were before."""

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
ALONE = ["-m", "headstart.devdb.bulk", str(BOOKS), "--processes", "2"]
AS_A_TASK = (
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
# Which statement the seeding is at; unlike a look into the table this does not wait for it.
AT_WORK = """
SELECT count(*) FROM pg_stat_activity, pg_stat_progress_copy
WHERE pg_stat_activity.pid = pg_stat_progress_copy.pid AND relid = 'books'::regclass::oid
"""


@dataclass
class Seeding:
    """A seeding in two processes beside its own, in a session of its own, that is writing books."""

    url: str
    process: subprocess.Popen[str]
    before: object

    def is_over(self) -> bool:
        """Say whether it and all that it started have ended."""
        return self.process.poll() is not None and not supervisor._group_lives(self.process.pid)

    def said(self) -> str:
        """Return what it printed."""
        return self.process.communicate()[0]


def maker_of_rows(seeding: int) -> int:
    """Return one of the processes that a seeding has started to make rows."""
    if not Path("/proc/self").exists():
        pytest.skip("nothing tells which processes another one has started")
    children = Path(f"/proc/{seeding}/task").glob("*/children")
    started = [int(child) for file in children for child in file.read_text("utf-8").split()]
    return started[0]


def state(url: str) -> object:
    with closing(psycopg2.connect(url)) as session, session.cursor() as rows:
        rows.execute(STATE)
        return rows.fetchone()


def writes_books(url: str) -> bool:
    with closing(psycopg2.connect(url)) as session, session.cursor() as rows:
        rows.execute(AT_WORK)
        return rows.fetchone() != (0,)


@contextmanager
def seeding_of(url: str, words: Sequence[str] = ALONE) -> Iterator[Seeding]:
    """Seed a migrated database that holds a book; the seeding has begun to write."""
    execute(url, ADD)
    before = state(url)
    with subprocess.Popen(
        [sys.executable, *words], cwd=project.BACKEND, start_new_session=True,
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
    with seeding_of(migrated) as begun:
        yield begun


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_it_ends_and_says_so(seeding: Seeding, number: signal.Signals) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("these tests run under nohup, and so does the seeding: it goes on")
    os.killpg(seeding.process.pid, number)  # as a terminal does

    until(seeding.is_over)
    assert seeding.said().splitlines()[-1] == "interrupted: nothing was written"
    assert seeding.process.returncode == 130
    assert state(seeding.url) == seeding.before


def test_killed_it_leaves_neither_rows_nor_processes(seeding: Seeding) -> None:
    seeding.process.kill()

    until(seeding.is_over)
    assert state(seeding.url) == seeding.before


def test_killed_as_a_task_it_ends_and_leaves_no_rows(migrated: str) -> None:
    with seeding_of(migrated, ["-c", AS_A_TASK, migrated]) as seeding:
        seeding.process.kill()  # the task alone: what it runs has to notice

        until(seeding.is_over)
        assert state(seeding.url) == seeding.before


def test_a_server_that_is_killed_is_said_so_and_has_no_rows_afterwards(server: Server) -> None:
    server.start()
    url = server.url("shop")
    databases.ensure(url)
    revisions.migrate(url)
    with seeding_of(url) as seeding:
        pid = server.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

        until(seeding.is_over)
        said = seeding.said().splitlines()[-1]
    assert said.startswith("nothing was written: the database does not answer (")
    assert seeding.process.returncode == 1
    server.start()
    assert state(url) == seeding.before


def test_a_process_that_makes_rows_and_is_killed_ends_it_all(seeding: Seeding) -> None:
    os.kill(maker_of_rows(seeding.process.pid), signal.SIGKILL)

    until(seeding.is_over)
    assert seeding.said().splitlines()[-1] == (
        "nothing was written: a process that makes rows was killed: is there enough memory?"
    )
    assert state(seeding.url) == seeding.before
