from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg2
import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from app import create_app
from app.config import Settings
from app.repositories.engine import Database, connection_arguments

LAST_QUERY = "SELECT query FROM pg_stat_activity WHERE pid = %s"
DISCONNECT = """
SELECT pg_terminate_backend(pid, 10_000) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


@pytest.fixture
def database(own_database: str) -> Iterator[Database]:
    """Return a database with one connection in each pool."""
    settings = Settings(environment="test", database_url=own_database, pool_size=1, pool_overflow=0)
    database = Database(settings)
    yield database
    database.dispose()


def test_requests_survive_closed_connections(own_database: str) -> None:
    app = create_app(Settings(environment="test", database_url=own_database))
    client = app.test_client()
    assert client.get("/api/health/ready").status_code == 200

    with closing(psycopg2.connect(own_database)) as other, other.cursor() as rows:
        rows.execute(DISCONNECT)

    assert client.get("/api/health/ready").status_code == 200
    app.extensions["database"].dispose()


def test_a_read_runs_without_a_transaction(database: Database, own_database: str) -> None:
    with database.read_sessions() as session:
        pid = session.scalar(text("SELECT pg_backend_pid()"))

    with closing(psycopg2.connect(own_database)) as other, other.cursor() as rows:
        rows.execute(LAST_QUERY, [pid])
        assert rows.fetchall() == [("SELECT pg_backend_pid()",)]


def test_reads_have_a_shorter_statement_timeout_than_writes(database: Database) -> None:
    with database.read_sessions() as reader, database.sessions() as writer:
        assert reader.scalar(text("SHOW statement_timeout")) == "2s"
        assert writer.scalar(text("SHOW statement_timeout")) == "15s"


def test_connections_detect_a_silent_network_failure() -> None:
    settings = Settings(environment="test", database_url="postgresql://db/app?keepalives_count=9")

    arguments = connection_arguments(settings)

    assert arguments["tcp_user_timeout"] == 8_000
    assert (arguments["keepalives_idle"], arguments["keepalives_count"]) == (5, "9")


class LetterBase(DeclarativeBase):
    """Base class of models without migrations."""


class Letter(LetterBase):
    """A model without a table, because writes are rejected before they reach PostgreSQL."""

    __tablename__ = "test_letters"

    id: Mapped[int] = mapped_column(primary_key=True)


WRITES: list[Callable[[Session], object]] = [
    lambda session: session.bulk_save_objects([Letter(id=1)]),
    lambda session: session.execute(insert(Letter).values(id=1)),
    lambda session: session.execute(update(Letter).values(id=1)),
    lambda session: session.execute(delete(Letter)),
    lambda session: Letter.metadata.drop_all(session.connection(), checkfirst=False),
]


@pytest.mark.parametrize("write", WRITES, ids=["entity", "insert", "update", "delete", "table"])
def test_a_read_session_rejects_writes(database: Database, write: Callable[[Session], object]) -> None:
    with database.read_sessions() as session, pytest.raises(RuntimeError, match="cannot write"):
        write(session)


def test_uncommitted_changes_are_discarded(database: Database) -> None:
    with database.sessions() as session:
        session.execute(text("CREATE TABLE test_letters ()"))

    with database.read_sessions() as session:
        assert session.scalar(text("SELECT to_regclass('test_letters')")) is None
