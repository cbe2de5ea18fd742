import pytest
from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from app.config import DatabaseSettings
from app.models.author import Author
from app.models.book import Book
from app.repositories.engine import plain_engine
from app.services.isbn import normalize_isbn
from factories import AuthorFactory, BookFactory
from seeds import seed
from seeds.__main__ import main
from seeds.rows import rows


def stored_rows(session: Session) -> list[tuple[object, ...]]:
    """Return all stored books and authors."""
    columns = (*Book.__table__.columns, *Author.__table__.columns)
    return [tuple(row) for row in session.execute(select(*columns).join(Author).order_by(Book.isbn))]


def test_the_demo_data_is_stored(session: Session) -> None:
    assert seed(session).items() >= {"authors": 30, "books": 300}.items()
    assert session.scalar(select(func.count()).select_from(Book)) == 300


def test_seeding_twice_adds_nothing(session: Session) -> None:
    seed(session)
    first = stored_rows(session)

    assert set(seed(session).values()) == {0}
    assert stored_rows(session) == first


def test_added_and_changed_records_are_kept(session: Session) -> None:
    seed(session)
    added = BookFactory.create(title="Mine")
    changed = session.scalars(select(Book).where(Book.title == "Solder")).one()
    changed.title = "Solder, second edition"
    session.flush()

    assert set(seed(session).values()) == {0}
    assert (added.title, changed.title) == ("Mine", "Solder, second edition")


def test_only_missing_records_are_added_again(session: Session) -> None:
    seed(session)
    session.execute(delete(Book).where(Book.title.in_(["Solder", "Pulse"])))

    assert seed(session)["books"] == 2


def test_books_are_assigned_to_the_seeded_author_despite_a_namesake(session: Session) -> None:
    name = rows("authors")[0]["name"]
    seed(session)
    AuthorFactory.create(name=name)
    session.execute(delete(Book).where(Book.title == "Low Water"))
    seed(session)

    authors = session.scalars(select(Author.id).where(Author.name == name).order_by(Author.id)).all()
    book = session.scalars(select(Book).where(Book.title == "Low Water")).one()
    assert book.author_id == authors[0]


def test_the_rows_are_valid_for_the_api() -> None:
    books = rows("books")

    assert [row["isbn"] for row in books] == [normalize_isbn(row["isbn"]) for row in books]
    assert len({row["title"] for row in books}) == 300
    assert {row["author"] for row in books} == {row["name"] for row in rows("authors")}


def test_seeding_an_unmigrated_database_is_a_short_error(
    monkeypatch: pytest.MonkeyPatch, own_database: str
) -> None:
    engine = plain_engine(DatabaseSettings(database_url=own_database))
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE books, authors CASCADE"))
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", own_database)

    with pytest.raises(SystemExit, match=r"Run `inv migrate`.* The cause: "):
        main()


def test_the_command_commits_and_prints_a_summary(
    monkeypatch: pytest.MonkeyPatch, own_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", own_database)

    main()
    main()

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("seeded ")
    assert "300 books" in first
    assert second == "nothing to seed: all of it exists"
