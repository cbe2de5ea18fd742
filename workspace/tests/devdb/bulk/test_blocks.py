"""Rows depend on the seed, the table and their number, and on nothing else."""

from collections.abc import Callable

import pytest
from factories import BookFactory

from headstart.devdb.bulk.blocks import ROWS, Span
from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.sources import Source

MakeSource = Callable[..., Source]


def lines(source: Source, first: int = 1, count: int = 1_000) -> list[str]:
    return source.lines(source.block(first, count))


def test_the_same_seed_makes_the_same_rows_and_another_seed_others(make_source: MakeSource) -> None:
    one, again, other = (make_source(BookFactory, seed=seed) for seed in ("1", "1", "2"))

    assert lines(one) == lines(again)
    assert len(set(lines(one)) & set(lines(other))) == 0


def test_a_block_does_not_depend_on_other_blocks(make_source: MakeSource) -> None:
    in_order, alone = make_source(BookFactory), make_source(BookFactory)
    new = [lines(in_order, *part) for part in in_order.span.parts()]

    assert lines(alone, 10_001, 2_000) == new[2]


def test_the_parts_of_a_span_are_all_of_it() -> None:
    parts = list(Span("books", 8, 2 * ROWS + 3).parts())

    assert parts == [(8, ROWS), (8 + ROWS, ROWS), (8 + 2 * ROWS, 3)]


def test_no_two_columns_draw_the_same_numbers(make_source: MakeSource) -> None:
    block = make_source(BookFactory).block(1, 5)

    assert len({block.random(name).random() for name in ("title", "price", "author")}) == 3


def test_another_attempt_has_other_numbers_that_no_other_row_has(make_source: MakeSource) -> None:
    source = make_source(BookFactory, count=12_000)

    assert source.block(5_001, 3).numbers == range(5_001, 5_004)
    assert source.block(5_001, 3, attempt=2).numbers == range(29_001, 29_004)


def test_a_row_can_be_asked_for_by_its_identity(make_source: MakeSource) -> None:
    authors = make_source(BookFactory).sources["authors"]
    by_line = dict(line.split("\t")[:2] for part in authors.span.parts() for line in lines(authors, *part))

    for identity in (101, 5_100, 5_101, 12_100):
        assert authors.row(identity).name == by_line[str(identity)]


def test_a_row_has_exactly_the_columns_of_the_factory(make_source: MakeSource) -> None:
    with pytest.raises(AttributeError, match="AuthorFactory does not declare age"):
        _ = make_source(BookFactory).sources["authors"].row(101).age


def test_the_rows_at_which_a_factory_fails_are_reported(make_source: MakeSource) -> None:
    source = make_source(BookFactory, count=3_000_000_000)

    with pytest.raises(SeedError) as refused:
        lines(source, 3_000_000_000, 1)
    assert str(refused.value) == (
        "BookFactory.isbn fails at row 3,000,000,000 or soon after it: there are only 2,000,000,000 ISBNs"
    )
