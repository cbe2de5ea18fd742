import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import BaseModel
from sqlalchemy import String, create_engine
from sqlalchemy.orm import Session

import app.models
from app.config import DatabaseSettings
from app.controllers.schemas.author import AuthorCreate
from app.controllers.schemas.book import BookCreate
from app.models.author import Author
from app.models.base import Base
from app.models.book import Book
from factories import AuthorFactory, BookFactory


def test_every_file_of_the_package_is_loaded() -> None:
    files = {path.stem for path in Path(app.models.__path__[0]).glob("*.py")} - {"__init__"}

    assert {f"app.models.{name}" for name in files} <= set(sys.modules)
    assert {"authors", "books"} <= set(Base.metadata.tables)


def test_every_constraint_has_a_name() -> None:
    for table in Base.metadata.tables.values():
        assert [constraint for constraint in table.constraints if not constraint.name] == []


def test_no_relationship_loads_by_itself() -> None:
    for mapper in Base.registry.mappers:
        assert {relationship.lazy for relationship in mapper.relationships} <= {"raise"}


@pytest.mark.parametrize(("model", "schema"), [(Author, AuthorCreate), (Book, BookCreate)])
def test_text_is_as_long_in_the_database_as_the_api_lets_it_be(
    model: type[Base], schema: type[BaseModel]
) -> None:
    allowed = schema.model_json_schema()["properties"]
    for column in model.__table__.columns:
        longest = allowed.get(column.name, {}).get("maxLength")
        if longest is not None:
            assert isinstance(column.type, String)
            assert column.type.length == longest


def test_what_the_server_filled_in_is_there_without_another_query(session: Session) -> None:
    book = BookFactory.create()

    assert book.id is not None
    assert book.created_at == book.updated_at
    assert book.created_at.tzinfo is not None


def test_every_model_has_a_version_that_changes_count_up(session: Session) -> None:
    assert {mapper.version_id_col is not None for mapper in Base.registry.mappers} == {True}
    author = AuthorFactory.create()
    versions = [author.version]
    for name in ("Another", "Another", "A third"):
        author.name = name
        session.flush()
        versions.append(author.version)

    assert versions == [1, 2, 2, 3]


def test_a_change_moves_the_second_timestamp_and_not_the_first(own_database: str) -> None:
    engine = create_engine(DatabaseSettings(database_url=own_database).sqlalchemy_url)
    with Session(engine, expire_on_commit=False) as session:
        author = AuthorFactory.build()
        session.add(author)
        session.commit()
        created = author.created_at
        author.name = "Another"
        session.commit()
    engine.dispose()

    assert author.created_at == created < author.updated_at <= datetime.now(UTC)
