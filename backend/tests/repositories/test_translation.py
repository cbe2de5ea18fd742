from typing import Any

import pytest
from sqlalchemy import Index, func, text
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateIndex

from app.errors import Conflict, Invalid, StillInUse, StorageFull, TimedOut, Unavailable
from app.models.author import Author
from factories import AuthorFactory, BookFactory


def test_a_taken_value_is_a_conflict_that_names_its_field(session: Session) -> None:
    isbn = BookFactory.create().isbn

    with pytest.raises(Conflict) as refused:
        BookFactory.create(isbn=isbn)

    assert [fault.field for fault in refused.value.faults] == ["isbn"]


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
def test_a_unique_index_of_any_form_is_a_conflict_that_names_its_fields(
    columns: list[Any], options: dict[str, Any], fields: list[str], session: Session
) -> None:
    table = Author.metadata.tables[Author.__tablename__]
    index = Index("ux_authors", *columns, unique=True, _table=table, **options)
    try:
        session.execute(CreateIndex(index))
        AuthorFactory.create(name="Ada Twice", biography="")
        with pytest.raises(Conflict) as refused:
            AuthorFactory.create(name="Ada Twice", biography="")
    finally:
        table.indexes.discard(index)

    assert [fault.field for fault in refused.value.faults] == fields


def test_a_reference_to_nothing_is_invalid_and_names_its_field(session: Session) -> None:
    BookFactory.create()

    with pytest.raises(Invalid) as refused:
        session.execute(text("UPDATE books SET author_id = 404"))

    assert [fault.field for fault in refused.value.faults] == ["author_id"]


def test_a_record_that_others_refer_to_is_still_in_use(session: Session) -> None:
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
def test_a_rule_that_the_controllers_should_have_checked_stays_what_it_is(
    session: Session, field: str, value: object, constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        BookFactory.create(**{field: value})


def test_a_status_that_does_not_exist_is_refused_by_the_database(session: Session) -> None:
    BookFactory.create()

    with pytest.raises(IntegrityError, match="ck_books_bookstatus"):
        session.execute(text("UPDATE books SET status = 'lost'"))


def test_a_table_that_no_model_knows_is_left_alone(session: Session) -> None:
    session.execute(text("CREATE TABLE strange (id int CONSTRAINT uq_strange UNIQUE)"))
    session.execute(text("INSERT INTO strange VALUES (1)"))

    with pytest.raises(IntegrityError):
        session.execute(text("INSERT INTO strange VALUES (1)"))


def test_a_statement_that_is_wrong_stays_a_mistake_of_ours(session: Session) -> None:
    with pytest.raises(ProgrammingError):
        session.execute(text("SELECT nonsense"))


def test_a_statement_that_takes_too_long_is_given_up(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    session.execute(text("SET LOCAL statement_timeout = '1ms'"))

    with pytest.raises(TimedOut):
        session.execute(text("SELECT pg_sleep(5)"))
    assert "sqlstate=57014 cause='canceling statement due to statement timeout'" in caplog.text


def test_a_full_disk_is_named(session: Session, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(StorageFull):
        session.execute(text("DO $$ BEGIN RAISE 'full' USING ERRCODE = 'disk_full'; END $$"))
    assert "sqlstate=53100 cause='full'" in caplog.text


def test_a_line_break_in_a_cause_forges_no_line(session: Session, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Unavailable):
        session.execute(text("DO $$ BEGIN RAISE E'a\nb' USING ERRCODE = 'out_of_memory'; END $$"))
    assert caplog.messages == [r"sqlstate=53200 cause='a\nb'"]
