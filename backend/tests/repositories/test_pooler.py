"""The app behind PgBouncer in transaction mode, as in infra/compose.pgbouncer.yml."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from psycopg2.extensions import parse_dsn
from sqlalchemy import text

from app import create_app
from app.config import Settings
from app.errors import TimedOut
from app.mail.message import DeliverMail
from app.models.owned import TeamOwned
from app.repositories.engine import Database, plain_engine
from app.repositories.scope import Scope, enter
from app.repositories.unit_of_work import UnitOfWork

PROGRAM = shutil.which("pgbouncer")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason="apt-get install pgbouncer"),
]

BACKEND = Path(__file__).parents[2]
TIMEOUT = 30.0  # seconds

# One connection to the server for each database, so that all clients share it. The timeouts are not the app's
# defaults.
CONFIGURATION = """
[databases]
app = {server} connect_query='SET statement_timeout = 14000'
app_read = {server} connect_query='SET statement_timeout = 1000'

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 1
"""


@pytest.fixture
def pooled(own_database: str, tmp_path: Path) -> Iterator[Settings]:
    """Run PgBouncer in front of a database; return the settings of an app behind it."""
    given = parse_dsn(own_database)
    server = " ".join(f"{name}={given[name]}" for name in ("host", "port", "dbname", "user") if name in given)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    file = tmp_path / "pgbouncer.ini"
    file.write_text(CONFIGURATION.format(server=f"{server} timezone=UTC", port=port), "utf-8")
    # It refuses to run as root, and must be able to open the socket of the server.
    account = ["--user", Path(given["host"]).owner()] if os.geteuid() == 0 else []
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    with subprocess.Popen([str(PROGRAM), "--quiet", *account, str(file)]) as process:
        _wait_for(port)
        yield Settings(
            environment="test",
            database_url=f"postgresql://anybody@127.0.0.1:{port}/app",
            database_read_url=f"postgresql://anybody@127.0.0.1:{port}/app_read",
            database_direct_url=own_database,
        )
        process.terminate()


def _wait_for(port: int) -> None:
    def responds() -> bool:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        return False

    _wait_until(responds)


def _wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_reads_and_writes_have_the_settings_of_the_pooler(pooled: Settings) -> None:
    database = Database(pooled)

    def settings(number: int) -> tuple[bool, str, str]:
        is_read = number % 2 == 0
        with (database.read_sessions if is_read else database.sessions)() as session:
            timeout = session.scalar(text("SHOW statement_timeout"))
            return is_read, timeout, session.scalar(text("SHOW timezone"))

    with ThreadPoolExecutor(8) as threads:
        results = set(threads.map(settings, range(200)))
    database.dispose()

    assert results == {(True, "1s", "UTC"), (False, "14s", "UTC")}


# region teams
def test_no_request_gets_the_team_of_another(pooled: Settings) -> None:
    class Owned(TeamOwned):
        """Without such a model, no request tells the database its team."""

    database = Database(pooled)
    statement = text("SELECT coalesce(current_setting('app.team_id', true), '')")

    def read(number: int) -> tuple[str, str]:
        sessions = (database.sessions, database.scoped_read_sessions, database.read_sessions)[number % 3]
        expected = "" if sessions is database.read_sessions else str(number)
        with sessions() as session:
            enter(session, Scope(team_id=int(expected) if expected else None))
            return expected, session.scalar(statement)

    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(read, range(1, 301)))
    database.dispose()

    assert len(set(results)) == 201
    assert [expected for expected, _ in results] == [found for _, found in results]


# endregion
def test_requests_work(pooled: Settings) -> None:
    app = create_app(pooled)
    client = app.test_client()

    assert client.post("/api/dev/mails/trial", json={"to": "ada@example.com"}).status_code == 204
    assert len(client.get("/api/dev/mails").get_json()["items"]) == 1
    assert client.get("/api/health/ready").status_code == 200
    app.extensions["database"].dispose()


def test_a_slow_search_is_cancelled_and_its_connection_stays_usable(pooled: Settings) -> None:
    database = Database(pooled)
    with database.read_sessions() as session, pytest.raises(TimedOut):
        session.execute(text("SELECT pg_sleep(5)"))

    with database.read_sessions() as session:
        assert session.scalar(text("SELECT 1")) == 1
    database.dispose()


def test_migrations_use_the_server_itself(pooled: Settings) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(BACKEND),
        "DATABASE_URL": pooled.database_url,
        "DATABASE_DIRECT_URL": str(pooled.database_direct_url),
    }
    for arguments in (["downgrade", "-1"], ["upgrade", "head"]):
        subprocess.run(
            [sys.executable, "-m", "alembic", *arguments],
            env=environment, cwd=BACKEND.parent, check=True, capture_output=True,
        )  # fmt: skip


def test_a_worker_is_notified_of_jobs(pooled: Settings) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(BACKEND),
        "DATABASE_URL": pooled.database_url,
        "DATABASE_DIRECT_URL": str(pooled.database_direct_url),
        # Without a notification, the job would start too late.
        "WORKER_POLL_SECONDS": "3600",
    }
    engine, database = plain_engine(pooled), Database(pooled)

    def exists(condition: str) -> bool:
        with engine.connect() as connection:
            return bool(connection.scalar(text(f"SELECT EXISTS (SELECT FROM {condition})")))  # noqa: S608

    with subprocess.Popen([sys.executable, "-m", "app.worker"], env=environment) as worker:
        _wait_until(lambda: exists("pg_stat_activity WHERE query LIKE 'LISTEN%'"))
        work = UnitOfWork(database.sessions, {})
        work.enqueue(DeliverMail(mail_id=1))
        work.commit()
        work.close()
        _wait_until(lambda: exists("jobs.procrastinate_events WHERE type = 'started'"))
        worker.terminate()
        assert worker.wait(TIMEOUT) == 0
    database.dispose()
    engine.dispose()
