"""Rows are added atomically to existing ones; after a failure, the tables are unchanged."""

import threading
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from app.services.isbn import normalize_isbn
from factories.book import isbn
from psycopg2 import errors
from seeds import LOCK_KEY

from headstart.devdb.bulk import loading
from headstart.devdb.bulk.errors import SeedError

INSERT = """
INSERT INTO authors (id, name) OVERRIDING SYSTEM VALUE VALUES (7, 'Mine');
INSERT INTO books (id, title, isbn, price, published_on, author_id) OVERRIDING SYSTEM VALUE
VALUES (7, 'Mine', '{}', 1, '2020-01-01', 7)
"""


def test_the_rows_are_stored_and_hold_together(library: Any) -> None:
    library.add(3_000)

    isbns = library.query("SELECT isbn FROM books")
    assert len(isbns) == len({normalize_isbn(number) for number in isbns}) == 3_000
    assert library.query("SELECT count(*) FROM books JOIN authors ON authors.id = author_id") == [3_000]
    assert library.query("SELECT count(*), min(id), max(id) FROM authors") == [(300, 1, 300)]
    assert library.query("SELECT count(DISTINCT created_at) FROM books") == [1]


def test_the_values_are_realistic(library: Any) -> None:
    library.add(3_000)

    [prices] = library.query(
        "SELECT percentile_cont(ARRAY[0.01, 0.5, 0.99]) WITHIN GROUP (ORDER BY price) FROM books"
    )
    assert 4 < prices[0] < 10 < prices[1] < 25 < prices[2] < 80
    assert library.query("SELECT count(DISTINCT extract(year FROM published_on)) FROM books") == [76]
    assert (
        library.query(
            "SELECT count(*) FROM (SELECT FROM books GROUP BY author_id HAVING count(*) > 50) much"
        )[0]
        >= 1
    )
    assert library.query("SELECT count(DISTINCT status) FROM books") == [3]


@pytest.mark.slow
def test_the_number_of_processes_makes_no_difference(library: Any) -> None:
    checksums = []
    for processes in (0, 1, 2):
        library.add(11_000, processes=processes)
        checksums.append(library.checksum())
        library.query("TRUNCATE books, authors CASCADE")  # others may refer to them
    library.add(11_000, seed="2")

    assert checksums[0] == checksums[1] == checksums[2] != library.checksum()


def test_statistics_are_fresh_and_later_rows_get_later_keys(library: Any) -> None:
    library.add(2_000)
    library.query(
        INSERT.replace("OVERRIDING SYSTEM VALUE", "")
        .replace("(id, ", "(")
        .replace("(7, ", "(")
        .format(isbn(5_000))
    )

    assert library.query("SELECT id FROM books WHERE title = 'Mine'") == [2_001]
    assert library.query("SELECT reltuples::int FROM pg_class WHERE relname = 'books'") == [2_000]
    assert library.query("SELECT count(*) FROM pg_stats WHERE tablename = 'books' AND attname = 'title'") == [
        1
    ]
    assert library.query("SELECT relallvisible = relpages FROM pg_class WHERE relname = 'books'") == [True]


def test_indexes_and_constraints_are_unchanged(library: Any) -> None:
    library.query(
        "COMMENT ON INDEX ix_books_price_id IS 'keep me'; COMMENT ON CONSTRAINT pk_books ON books IS 'key'"
    )
    before = library.schema()
    library.add(1_000)
    after = library.schema()

    assert [definition for definition, _oid in after] == [definition for definition, _oid in before]
    recreated = {definition for definition, oid in after if (definition, oid) not in before}
    assert len(recreated) == 8
    assert not any(
        "price" in definition or "pk_" in definition or "uq_" in definition for definition in recreated
    )


def test_a_few_rows_more_leave_the_indexes_where_they_are(library: Any) -> None:
    library.add(1_000)
    before = library.schema()
    library.add(50)

    assert library.schema() == before
    assert library.query("SELECT count(*) FROM books") == [1_050]


def test_twice_adds_as_many_others(library: Any) -> None:
    library.add(500)
    once = library.query("SELECT title, price FROM books ORDER BY id")
    library.add(500)

    both = library.query("SELECT title, price FROM books ORDER BY id")
    assert both[:500] == once != both[500:]
    assert len(both) == 1_000


@pytest.mark.parametrize("many", [0, 10], ids=["indexes stay", "indexes dropped"])
def test_existing_rows_stay_and_their_values_are_not_used_again(
    library: Any, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "MAX_REBUILD_FACTOR", many)
    library.query(INSERT.format(isbn(10)))
    own_book = library.query("SELECT to_jsonb(books)::text FROM books")
    library.add(100)

    assert library.query("SELECT to_jsonb(books)::text FROM books WHERE id = 7") == own_book
    assert library.query("SELECT count(*), count(DISTINCT isbn), max(id) FROM books") == [(101, 101, 107)]
    assert library.query("SELECT isbn FROM books WHERE id IN (9, 10) ORDER BY id") == [isbn(9), isbn(110)]


def test_unique_values_that_are_drawn_are_drawn_again_until_they_are_free(library: Any) -> None:
    library.query("CREATE UNIQUE INDEX one_price ON books (price)")
    library.add(120)

    assert library.query("SELECT count(*), count(DISTINCT price) FROM books") == [(120, 120)]


def test_exhausted_unique_values_are_reported(library: Any) -> None:
    library.query("CREATE UNIQUE INDEX one_status ON books (status)")

    with pytest.raises(SeedError, match="BookFactory runs out of values for one_status: use a Seq"):
        library.add(10)
    assert library.query("SELECT count(*) FROM books") == [0]


FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id = 6000 THEN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON books FOR EACH ROW EXECUTE FUNCTION full_disk()
"""


@pytest.mark.parametrize(
    ("obstacle", "error"),
    [
        (FULL, errors.DiskFull),
        ("ALTER TABLE books ADD CONSTRAINT cheap CHECK (price < 60)", errors.CheckViolation),
        ("ALTER TABLE books ALTER title TYPE varchar(20)", errors.StringDataRightTruncation),
        ("ALTER TABLE books RENAME title TO heading", errors.UndefinedColumn),
    ],
    ids=["no room", "a constraint", "a length", "another revision"],
)
def test_a_failure_changes_nothing(library: Any, obstacle: str, error: type[Exception]) -> None:
    library.query(INSERT.format(isbn(10)))
    library.query(obstacle)
    size = "SELECT pg_relation_size('books')"
    before = library.schema(), library.query(size), library.query("SELECT last_value FROM books_id_seq")

    with pytest.raises(error):
        library.add(7_000)

    assert (
        library.schema(),
        library.query(size),
        library.query("SELECT last_value FROM books_id_seq"),
    ) == before
    assert library.query("SELECT id FROM books UNION ALL SELECT id FROM authors") == [7, 7]


def test_other_sessions_are_not_waited_for_long(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "SETTINGS", loading.SETTINGS.replace("10s", "10ms"))
    with closing(psycopg2.connect(library.url)) as other, other.cursor() as rows:
        rows.execute("SELECT FROM books")
        with pytest.raises(errors.LockNotAvailable):
            library.add(10)


def test_two_seedings_at_once_take_turns(library: Any) -> None:
    waiting = "waiting for another seeding to finish\n"
    with closing(psycopg2.connect(library.url)) as other, other.cursor() as rows:
        rows.execute(f"SELECT pg_advisory_xact_lock({LOCK_KEY})")
        second = threading.Thread(target=library.add, args=(10,))
        second.start()
        while waiting not in library.output.getvalue():
            second.join(0.01)
            assert second.is_alive()
        assert library.query("SELECT count(*) FROM books") == [0]
        other.commit()
        second.join()

    assert library.query("SELECT count(*) FROM books") == [10]


def test_a_column_of_which_no_factory_knows_gets_its_default(library: Any) -> None:
    library.query("ALTER TABLE books ADD COLUMN pages integer NOT NULL DEFAULT 7")
    library.add(20)

    assert library.query("SELECT DISTINCT pages, version FROM books") == [(7, 1)]
