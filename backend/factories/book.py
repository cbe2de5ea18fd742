"""Books for tests and seeds."""

from datetime import date
from decimal import Decimal
from math import exp
from statistics import NormalDist

from factory.declarations import Sequence, SubFactory, Trait
from factory.fuzzy import FuzzyChoice, FuzzyDate

from app.models.book import Book, BookStatus
from app.services.isbn import check_digit
from factories.author import AuthorFactory
from factories.base import ModelFactory
from factories.declarations import Phrase
from factories.words import ADJECTIVES, FIRST_NAMES, NOUNS, PLACES, TRADES

MAX_ISBNS = 2_000_000_000  # nine digits after 978 and after 979


def isbn(number: int) -> str:
    """Return a valid ISBN, unique for each number.

    Raises:
        ValueError: the number is ``MAX_ISBNS`` or more.
    """
    if number >= MAX_ISBNS:
        msg = f"there are only {MAX_ISBNS:,} ISBNs"
        raise ValueError(msg)
    digits = f"{978_000_000_000 + number}"
    return digits + check_digit(digits)


def prices() -> list[Decimal]:
    """Return book prices in a log-normal distribution around 18."""
    spread = NormalDist(2.9, 0.45)
    endings = [Decimal(ending) for ending in ("0.00", "0.50", "0.90", "0.95", "0.99")]
    return [int(exp(spread.inv_cdf(part / 500))) + endings[part % len(endings)] for part in range(1, 500)]


class BookFactory(ModelFactory[Book]):
    """Creates books with unique ISBNs. They are published unless ``draft`` or ``sold_out`` is set."""

    class Meta:
        """The model to create."""

        model = Book

    class Params:
        """Variants, for example ``BookFactory.create(draft=True)``."""

        draft = Trait(status=BookStatus.DRAFT)
        sold_out = Trait(status=BookStatus.OUT_OF_PRINT)

    title = Phrase(
        "The {adjective} {noun}",
        "The {trade}'s {noun}",
        "{first}'s {adjective} {noun}",
        "The {noun} of {place}",
        "The {adjective} {noun} of {place}",
        "One {noun} for the {adjective} {trade}",
        "The {noun} and the {other}",
        "From {place} to {elsewhere}: The {adjective} {noun}",
        adjective=ADJECTIVES,
        first=FIRST_NAMES,
        noun=NOUNS,
        other=NOUNS,
        place=PLACES,
        elsewhere=PLACES,
        trade=TRADES,
    )
    isbn = Sequence(isbn)
    price = FuzzyChoice(prices())
    published_on = FuzzyDate(date(1950, 1, 1), date(2025, 12, 31))
    status = BookStatus.PUBLISHED
    author = SubFactory(AuthorFactory)
