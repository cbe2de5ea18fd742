import pytest
from app.models.author import Author
from app.models.book import Book
from factories import AuthorFactory, BookFactory
from factories.base import ModelFactory
from factory.declarations import Maybe, SubFactory

from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.plan import Factory, all_factories, counts, references

KNOWN: dict[str, Factory] = {"books": BookFactory, "authors": AuthorFactory}


def test_every_factory_is_found_and_a_derived_one_makes_no_table_of_its_own() -> None:
    class Elsewhere(BookFactory):
        """Not in the package."""

    assert all_factories().items() >= KNOWN.items()


def test_tables_without_references_get_all_rows_and_the_others_a_tenth() -> None:
    assert list(counts(1_000, KNOWN).items()) == [("authors", 100), ("books", 1_000)]
    assert counts(1, KNOWN) == {"authors": 1, "books": 1}
    assert counts(11, KNOWN) == {"authors": 2, "books": 11}


def test_a_table_can_be_asked_for() -> None:
    assert counts(1_000, KNOWN, "authors") == {"authors": 1_000}


@pytest.mark.parametrize(
    ("rows", "known", "table", "reason"),
    [
        (0, KNOWN, "", "cannot add 0 rows: pass at least 1"),
        (-1, KNOWN, "", "cannot add -1 rows"),
        (1, KNOWN, "book", "there is no factory for the table book: use one of authors, books"),
        (1, {"books": BookFactory}, "", "books refers to authors, which has no factory"),
    ],
)
def test_an_impossible_order_is_refused(
    rows: int, known: dict[str, Factory], table: str, reason: str
) -> None:
    with pytest.raises(SeedError, match=reason):
        counts(rows, known, table)


def test_a_reference_may_be_decided_by_another_attribute() -> None:
    class Decided(ModelFactory[Book]):
        class Meta:
            model = Book

        author = Maybe("anonymous", None, SubFactory(AuthorFactory))

    class Given(ModelFactory[Book]):
        class Meta:
            model = Book

        author = Author()

    assert references(Decided) == {"authors"}
    assert references(Given) == set()


def test_tables_in_a_circle_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    circle = {BookFactory: {"authors"}, AuthorFactory: {"books"}}
    monkeypatch.setattr("headstart.devdb.bulk.plan.references", circle.__getitem__)

    with pytest.raises(SeedError, match="books refers to itself through books, authors: remove one"):
        counts(1, KNOWN, "books")
    with pytest.raises(
        SeedError, match="all of the tables authors, books are referenced by others: pass --table"
    ):
        counts(1, KNOWN)
