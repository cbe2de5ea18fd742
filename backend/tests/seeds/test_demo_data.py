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


def stored(session: Session) -> list[tuple[object, ...]]:
    """Return all that is stored."""
    columns = (*Book.__table__.columns, *Author.__table__.columns)
    return [tuple(row) for row in session.execute(select(*columns).join(Author).order_by(Book.isbn))]


def test_the_demo_data_is_stored(session: Session) -> None:
    assert seed(session).items() >= {"authors": 30, "books": 300}.items()
    assert session.scalar(select(func.count()).select_from(Book)) == 300


def test_twice_is_the_same_as_once(session: Session) -> None:
    seed(session)
    once = stored(session)

    assert set(seed(session).values()) == {0}
    assert stored(session) == once


def test_what_a_user_added_or_changed_stays(session: Session) -> None:
    seed(session)
    mine = BookFactory.create(title="Mine")
    changed = session.scalars(select(Book).where(Book.title == "Solder")).one()
    changed.title = "Solder, second edition"
    session.flush()

    assert set(seed(session).values()) == {0}
    assert (mine.title, changed.title) == ("Mine", "Solder, second edition")


def test_only_what_is_missing_comes_back(session: Session) -> None:
    seed(session)
    session.execute(delete(Book).where(Book.title.in_(["Solder", "Pulse"])))

    assert seed(session)["books"] == 2


def test_the_books_go_to_the_seeded_author_where_a_user_added_one_of_the_same_name(session: Session) -> None:
    name = rows("authors")[0]["name"]
    seed(session)
    AuthorFactory.create(name=name)
    session.execute(delete(Book).where(Book.title == "Low Water"))
    seed(session)

    authors = session.scalars(select(Author.id).where(Author.name == name).order_by(Author.id)).all()
    book = session.scalars(select(Book).where(Book.title == "Low Water")).one()
    assert book.author_id == authors[0]


def test_the_rows_are_such_as_the_api_would_accept() -> None:
    books = rows("books")

    assert [row["isbn"] for row in books] == [normalize_isbn(row["isbn"]) for row in books]
    assert len({row["title"] for row in books}) == 300
    assert {row["author"] for row in books} == {row["name"] for row in rows("authors")}


def test_a_database_that_was_never_migrated_is_said_so(
    monkeypatch: pytest.MonkeyPatch, own_database: str
) -> None:
    engine = plain_engine(DatabaseSettings(database_url=own_database))
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE books, authors CASCADE"))
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", own_database)

    with pytest.raises(SystemExit, match="The database is not migrated"):
        main()


def test_the_command_commits_and_says_what_it_added(
    monkeypatch: pytest.MonkeyPatch, own_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", own_database)

    main()
    main()

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("seeded ")
    assert "300 books" in first
    assert second == "nothing to seed: all of it exists"
