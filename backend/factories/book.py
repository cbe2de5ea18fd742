"""Books for tests and seeds."""

from datetime import date
from decimal import Decimal

from factory.declarations import Sequence, SubFactory, Trait

from app.models.book import Book, BookStatus
from app.services.isbn import check_digit
from factories.author import AuthorFactory
from factories.base import ModelFactory


def isbn(number: int) -> str:
    """Return the valid ISBN with a number: each number, up to nine digits, has its own."""
    digits = f"978{number:09}"
    return digits + check_digit(digits)


class BookFactory(ModelFactory[Book]):
    """Makes published books with ISBNs of their own; ``draft`` and ``sold_out`` make others."""

    class Meta:
        """What it makes."""

        model = Book

    class Params:
        """Variants: ``BookFactory.create(draft=True)``."""

        draft = Trait(status=BookStatus.DRAFT)
        sold_out = Trait(status=BookStatus.OUT_OF_PRINT)

    title = Sequence(lambda n: f"Book {n:04}")
    isbn = Sequence(isbn)
    price = Decimal("12.50")
    published_on = date(2020, 1, 31)
    status = BookStatus.PUBLISHED
    author = SubFactory(AuthorFactory)
