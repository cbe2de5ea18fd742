from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.config import DatabaseSettings
from app.repositories.engine import plain_engine
from factories import AuthorFactory, BookFactory


def test_what_the_server_filled_in_is_there_without_another_query(session: Session) -> None:
    book = BookFactory.create()

    assert book.id is not None
    assert book.created_at == book.updated_at
    assert book.created_at.tzinfo is not None


def test_changes_count_a_version_up(session: Session) -> None:
    author = AuthorFactory.create()
    versions = [author.version]
    for name in ("Another", "Another", "A third"):
        author.name = name
        session.flush()
        versions.append(author.version)

    assert versions == [1, 2, 2, 3]


def test_a_change_moves_the_second_timestamp_and_not_the_first(own_database: str) -> None:
    engine = plain_engine(DatabaseSettings(database_url=own_database))
    with Session(engine, expire_on_commit=False) as session:
        author = AuthorFactory.build()
        session.add(author)
        session.commit()
        created = author.created_at
        author.name = "Another"
        session.commit()
    engine.dispose()

    assert author.created_at == created < author.updated_at <= datetime.now(UTC)
