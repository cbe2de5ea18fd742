from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.config import DatabaseSettings
from app.repositories.engine import plain_engine
from factories import AuthorFactory, BookFactory


def test_server_defaults_are_loaded_after_an_insert(session: Session) -> None:
    book = BookFactory.create()

    assert book.id is not None
    assert book.created_at == book.updated_at
    assert book.created_at.tzinfo is not None


def test_each_change_increments_the_version(session: Session) -> None:
    author = AuthorFactory.create()
    versions = [author.version]
    for name in ("Another", "Another", "A third"):
        author.name = name
        session.flush()
        versions.append(author.version)

    assert versions == [1, 2, 2, 3]


def test_a_change_updates_updated_at_but_not_created_at(own_database: str) -> None:
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
