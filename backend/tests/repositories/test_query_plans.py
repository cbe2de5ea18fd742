"""Query plans: lists read an index in its order on every page, and counts read only an index."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session

from app.config import DatabaseSettings
from app.models.book import BookStatus
from app.repositories.authors import AuthorFilters, AuthorRepository
from app.repositories.books import BookFilters, BookRepository
from app.repositories.engine import plain_engine
from app.repositories.keyset import PageRequest
from app.repositories.statistics import StatisticsRepository

ROW_COUNTS = {"rows": 30_000, "authors": 3_000}

# The first author wrote every tenth book.
FILL = """
INSERT INTO authors (name) SELECT md5(n::text) FROM generate_series(1, :authors) n;
INSERT INTO books (title, isbn, price, published_on, status, author_id)
SELECT md5(n::text), '978' || lpad(n::text, 10, '0'), (n * 7 % 9000) / 100.0, date '1950-01-01' + n % 25000,
       (ARRAY['draft', 'published', 'out_of_print'])[1 + n % 3],
       CASE WHEN n % 10 = 0 THEN 1 ELSE n % :authors + 1 END
FROM generate_series(1, :rows) n;
-- As autovacuum does: new entries of a GIN index wait in a pending list, and the planner avoids long ones.
SELECT gin_clean_pending_list('ix_books_title_trigrams');
ANALYZE authors, books;
"""

# Pages that are not all-visible: an index-only scan has to read them from the table.
COUNT_NOT_VISIBLE = "SELECT sum(relpages - relallvisible) FROM pg_class WHERE relname IN ('authors', 'books')"

# A value in the middle of each sort order.
MIDDLE = {"title": "7fffffff", "name": "7fffffff", "published_on": "1985-01-01", "price": "45.00"}

Plan = list[dict[str, Any]]
Explain = Callable[[Callable[[Session], Any]], Plan]


@pytest.fixture(scope="module")
def library(module_database: str) -> Iterator[Connection]:
    """Return a connection to a database with enough books for realistic query plans."""
    engine = plain_engine(DatabaseSettings(database_url=module_database))
    with engine.connect() as connection:
        connection.execute(text(FILL), ROW_COUNTS)
        connection.commit()
        vacuum(connection.execution_options(isolation_level="AUTOCOMMIT"))
        yield connection
    engine.dispose()


def vacuum(connection: Connection) -> None:
    """Vacuum until all pages are all-visible; a concurrent autovacuum can prevent that at first."""
    while connection.scalar(text(COUNT_NOT_VISIBLE)):
        connection.execute(text("VACUUM authors, books"))


@pytest.fixture
def explain(library: Connection) -> Explain:
    """Return a function that runs a query and returns the nodes of its plan."""

    def run(query: Callable[[Session], Any]) -> Plan:
        executed: list[tuple[str, Any]] = []
        record = lambda *call: executed.append((call[2], call[3]))  # noqa: E731 -- SQLAlchemy counts its arguments
        event.listen(library, "before_cursor_execute", record)
        with Session(library) as session:
            query(session)
        event.remove(library, "before_cursor_execute", record)
        [(statement, parameters)] = executed
        plan = library.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar_one()
        return list(nodes(plan[0]["Plan"]))

    return run


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", []):
        yield from nodes(child)


def year_of(year: int) -> BookFilters:
    """Return the filters for the books of a year."""
    return BookFilters(published_on_from=date(year, 1, 1), published_on_to=date(year, 12, 31))


def kinds(plan: Plan) -> set[str]:
    return {node["Node Type"] for node in plan}


def indexes(plan: Plan) -> set[str | None]:
    return {node.get("Index Name") for node in plan}


def assert_index_order(plan: Plan, index: str) -> None:
    """Assert that the plan reads only the requested rows, in the order of the index, without sorting."""
    allowed = {"Limit", "Nested Loop", "Memoize", "Materialize", "Index Scan", "Index Only Scan"}
    assert kinds(plan) <= allowed, kinds(plan)
    assert index in indexes(plan)


@pytest.mark.parametrize("deep", [False, True], ids=["first page", "deep page"])
@pytest.mark.parametrize("sort", ["title", "-title", "published_on", "-published_on", "price", "-price"])
def test_a_page_of_books_reads_the_index_of_its_sort(explain: Explain, sort: str, *, deep: bool) -> None:
    request = PageRequest(sort, 20, (MIDDLE[sort.strip("-")], 1) if deep else None)

    plan = explain(lambda session: BookRepository(session).page(BookFilters(), request))

    assert_index_order(plan, f"ix_books_{request.field}_id")
    scan = next(node for node in plan if node.get("Index Name") == f"ix_books_{request.field}_id")
    assert ("Index Cond" in scan) == deep
    assert (scan["Scan Direction"] == "Backward") == request.descending


@pytest.mark.parametrize("deep", [False, True], ids=["first page", "deep page"])
@pytest.mark.parametrize("sort", ["title", "-title"])
@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({"author_id": 1}, "ix_books_author_id_title_id"),
        ({"status": BookStatus.DRAFT}, "ix_books_status_title_id"),
    ],
    ids=["author", "status"],
)
def test_a_filtered_page_in_default_order_reads_the_index_of_the_filter(
    explain: Explain, filters: dict[str, Any], index: str, sort: str, *, deep: bool
) -> None:
    request = PageRequest(sort, 20, (MIDDLE["title"], 1) if deep else None)

    plan = explain(lambda session: BookRepository(session).page(BookFilters(**filters), request))

    assert_index_order(plan, index)


@pytest.mark.parametrize("sort", ["name", "-name"])
@pytest.mark.parametrize("deep", [False, True], ids=["first page", "deep page"])
def test_a_page_of_authors_reads_the_index_of_its_sort(explain: Explain, sort: str, *, deep: bool) -> None:
    request = PageRequest(sort, 20, (MIDDLE["name"], 1) if deep else None)

    plan = explain(lambda session: AuthorRepository(session).page(AuthorFilters(), request))

    assert_index_order(plan, "ix_authors_name_id")


@pytest.mark.parametrize("search", ["c4ca4238", "zq", "z"])
def test_a_search_uses_the_trigram_index(explain: Explain, search: str) -> None:
    filters = BookFilters(search=search)

    plan = explain(lambda session: BookRepository(session).page(filters, PageRequest("title", 20)))

    assert "ix_books_title_trigrams" in indexes(plan)
    assert "Seq Scan" not in kinds(plan)


@pytest.mark.parametrize("deep", [False, True], ids=["first page", "deep page"])
@pytest.mark.parametrize("sort", ["published_on", "-published_on"])
def test_a_page_of_one_year_reads_the_index_of_the_date(explain: Explain, sort: str, *, deep: bool) -> None:
    request = PageRequest(sort, 20, (MIDDLE["published_on"], 1) if deep else None)

    plan = explain(lambda session: BookRepository(session).page(year_of(1985), request))

    assert_index_order(plan, "ix_books_published_on_id")
    assert "Index Cond" in next(node for node in plan if node.get("Index Name") == "ix_books_published_on_id")


# Sorting the books of one year is cheap.
@pytest.mark.parametrize("sort", ["title", "-title", "price", "-price"])
@pytest.mark.parametrize("year", [1000, 1985])
def test_a_page_of_one_year_in_another_order_does_not_scan_the_table(
    explain: Explain, sort: str, year: int
) -> None:
    filters = year_of(year)

    plan = explain(lambda session: BookRepository(session).page(filters, PageRequest(sort, 20)))

    assert "Seq Scan" not in kinds(plan)


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({"published_on_from": date(1985, 1, 1)}, "ix_books_published_on_id"),
        ({"author_id": 1}, "ix_books_author_id_title_id"),
        ({"status": BookStatus.DRAFT}, "ix_books_status_title_id"),
    ],
    ids=["year", "author", "status"],
)
def test_a_count_reads_only_the_index_of_the_filter(
    explain: Explain, filters: dict[str, Any], index: str
) -> None:
    plan = explain(lambda session: BookRepository(session).count(BookFilters(**filters)))

    assert kinds(plan) == {"Aggregate", "Index Only Scan"}
    assert indexes(plan) == {None, index}


@pytest.mark.parametrize(
    ("statistics", "index"),
    [
        (StatisticsRepository.books_by_status, "ix_books_status_title_id"),
        (StatisticsRepository.books_by_year, "ix_books_published_on_id"),
        (lambda repository: repository.authors_with_most_books(5), "ix_books_author_id_title_id"),
    ],
    ids=["status", "year", "author"],
)
def test_statistics_read_only_indexes_of_books(
    explain: Explain, statistics: Callable[[StatisticsRepository], Any], index: str
) -> None:
    plan = explain(lambda session: statistics(StatisticsRepository(session)))

    assert "Index Only Scan" in kinds(plan)
    assert indexes(plan) - {None, "pk_authors"} == {index}
    assert "books" not in {
        node.get("Relation Name") for node in plan if node["Node Type"] != "Index Only Scan"
    }


def test_a_page_loads_books_and_authors_in_one_statement(
    explain: Explain,
) -> None:
    def read_author_names(session: Session) -> None:
        page = BookRepository(session).page(BookFilters(), PageRequest("title", 100))
        assert len({book.author.name for book in page.items}) > 1

    # `explain` fails if there is a second statement.
    assert explain(read_author_names)
