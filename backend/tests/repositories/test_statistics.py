from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.models.book import BookStatus
from app.repositories.statistics import StatisticsRepository
from factories import AuthorFactory, BookFactory


@pytest.fixture
def statistics(session: Session) -> StatisticsRepository:
    return StatisticsRepository(session)


def test_statuses_without_books_are_omitted(statistics: StatisticsRepository) -> None:
    BookFactory.create_batch(2, draft=True)

    assert statistics.books_by_status() == {BookStatus.DRAFT: 2}


def test_years_without_books_are_included_in_order(statistics: StatisticsRepository) -> None:
    for day in (date(2003, 1, 1), date(1999, 12, 31), date(2003, 6, 1)):
        BookFactory.create(published_on=day)

    assert list(statistics.books_by_year().items()) == [(1999, 1), (2000, 0), (2001, 0), (2002, 0), (2003, 2)]


def test_years_without_books_are_omitted_from_a_very_long_range(statistics: StatisticsRepository) -> None:
    for day in (date.min, date(1999, 12, 31), date.max):
        BookFactory.create(published_on=day)

    assert list(statistics.books_by_year().items()) == [(1, 1), (1999, 1), (9999, 1)]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_last_possible_dates_are_supported(statistics: StatisticsRepository, day: date) -> None:
    BookFactory.create(published_on=day)

    assert statistics.books_by_year() == {day.year: 1}


def test_authors_are_ranked_by_number_of_books_then_by_id(
    statistics: StatisticsRepository,
) -> None:
    authors = AuthorFactory.create_batch(4)
    for author, books in zip(authors, (1, 2, 0, 2), strict=True):
        BookFactory.create_batch(books, author=author)

    most = statistics.authors_with_most_books(2)
    assert [(author.id, author.books) for author in most] == [(authors[1].id, 2), (authors[3].id, 2)]
    assert [author.books for author in statistics.authors_with_most_books(9)] == [2, 2, 1]
