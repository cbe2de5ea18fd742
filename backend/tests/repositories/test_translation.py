from typing import Any

import pytest
from sqlalchemy import Index, func, select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateIndex

from app.errors import Conflict, Invalid, SchemaMismatch, StillInUse, StorageFull, TimedOut, Unavailable
from app.models.author import Author
from app.models.book import Book
from factories import AuthorFactory, BookFactory


def test_a_duplicate_value_is_a_conflict_in_its_field(session: Session) -> None:
    isbn = BookFactory.create().isbn

    with pytest.raises(Conflict) as error:
        BookFactory.create(isbn=isbn)

    assert [fault.field for fault in error.value.faults] == ["isbn"]


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize(
    ("columns", "options", "fields"),
    [
        (["name"], {}, ["name"]),
        (["name", "biography"], {}, ["name", "biography"]),
        (["name"], {"postgresql_where": text("id > 0")}, ["name"]),
        ([func.lower(Author.name)], {}, ["name"]),
        ([text("upper(name)")], {}, ["name"]),
        (["name"], {"postgresql_nulls_not_distinct": True}, ["name"]),
    ],
)
def test_every_kind_of_unique_index_reports_its_fields(
    columns: list[Any], options: dict[str, Any], fields: list[str], session: Session
) -> None:
    table = Author.metadata.tables[Author.__tablename__]
    index = Index("ux_authors", *columns, unique=True, _table=table, **options)
    try:
        session.execute(CreateIndex(index))
        AuthorFactory.create(name="Ada Twice", biography="")
        with pytest.raises(Conflict) as error:
            AuthorFactory.create(name="Ada Twice", biography="")
    finally:
        table.indexes.discard(index)

    assert [fault.field for fault in error.value.faults] == fields


def test_a_reference_to_a_missing_record_is_invalid(session: Session) -> None:
    BookFactory.create()

    with pytest.raises(Invalid) as error:
        session.execute(text("UPDATE books SET author_id = 0"))

    assert [fault.field for fault in error.value.faults] == ["author_id"]


def test_deleting_a_referenced_record_raises_still_in_use(session: Session) -> None:
    book = BookFactory.create()

    with pytest.raises(StillInUse):
        session.execute(text("DELETE FROM authors WHERE id = :id"), {"id": book.author_id})


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("title", "  ", "ck_books_title_not_blank"),
        ("isbn", "978030640615X", "ck_books_isbn_format"),
        ("price", -1, "ck_books_price_not_negative"),
    ],
)
def test_violated_check_constraints_are_not_translated(
    session: Session, field: str, value: object, constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        BookFactory.create(**{field: value})


def test_the_database_rejects_an_unknown_status(session: Session) -> None:
    BookFactory.create()

    with pytest.raises(IntegrityError, match="ck_books_bookstatus"):
        session.execute(text("UPDATE books SET status = 'lost'"))


@pytest.mark.usefixtures("as_owner")
def test_errors_in_tables_without_a_model_are_not_translated(session: Session) -> None:
    session.execute(text("CREATE TABLE test_unmapped (id int CONSTRAINT uq_test_unmapped UNIQUE)"))
    session.execute(text("INSERT INTO test_unmapped VALUES (1)"))

    with pytest.raises(IntegrityError):
        session.execute(text("INSERT INTO test_unmapped VALUES (1)"))


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ("ALTER TABLE books DROP COLUMN price", "column books.price does not exist"),
        ("DROP TABLE books CASCADE", 'relation "books" does not exist'),
    ],
)
def test_a_model_without_its_migration_is_explained(
    change: str, cause: str, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    session.execute(text(change))

    with pytest.raises(SchemaMismatch, match='run `inv migration "what changed"` first'):
        session.scalars(select(Book)).all()
    assert cause in caplog.text


def test_invalid_sql_is_not_translated(session: Session) -> None:
    with pytest.raises(ProgrammingError):
        session.execute(text("SELECT nonsense"))


def test_a_statement_timeout_is_translated_and_logged(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    session.execute(text("SET LOCAL statement_timeout = '1ms'"))

    with pytest.raises(TimedOut):
        session.execute(text("SELECT pg_sleep(5)"))
    assert "sqlstate=57014 cause='canceling statement due to statement timeout'" in caplog.text


def test_a_full_disk_is_translated_and_logged(session: Session, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(StorageFull):
        session.execute(text("DO $$ BEGIN RAISE 'full' USING ERRCODE = 'disk_full'; END $$"))
    assert "sqlstate=53100 cause='full'" in caplog.text


def test_line_breaks_in_a_cause_are_escaped_in_the_log(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Unavailable):
        session.execute(text("DO $$ BEGIN RAISE E'a\nb' USING ERRCODE = 'out_of_memory'; END $$"))
    assert caplog.messages == [r"sqlstate=53200 cause='a\nb'"]
