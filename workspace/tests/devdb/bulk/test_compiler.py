"""Every kind of declaration is compiled to a column with the factory's values."""

import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from app.models.author import Author
from app.models.book import Book, BookStatus
from factories import AuthorFactory, BookFactory
from factories.base import ModelFactory
from factories.declarations import Phrase
from factory import declarations as boy
from factory import fuzzy
from factory.faker import Faker
from factory.random import randgen
from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from headstart.devdb.bulk.blocks import Span
from headstart.devdb.bulk.compiler import compile_factory
from headstart.devdb.bulk.errors import SeedError
from headstart.devdb.bulk.sources import Source

MakeSource = Callable[..., Source]


class Plain(ModelFactory[Book]):
    """A book of which every value is the same but the ISBN."""

    class Meta:
        model = Book

    title: Any = "Plain"
    isbn = boy.Sequence(lambda n: f"978{n:010}")
    price: Any = Decimal("1.00")
    published_on = date(2020, 1, 31)
    author = boy.SubFactory(AuthorFactory)


def values(source: Source, name: str, first: int = 1, count: int = 2_000) -> list[Any]:
    return source.block(first, count).values(name)


def texts(source: Source, name: str, first: int = 1, count: int = 2_000) -> list[str]:
    place = [*source.compiled.stored].index(name) + 1
    return [line.split("\t")[place] for line in source.lines(source.block(first, count))]


def test_a_value_is_the_same_in_every_row(make_source: MakeSource) -> None:
    source = make_source(Plain)

    assert set(texts(source, "title")) == {"Plain"}
    assert set(texts(source, "price")) == {"1.00"}
    assert source.compiled.notes == []


def test_a_sequence_counts_the_identities(make_source: MakeSource) -> None:
    assert texts(make_source(Plain), "isbn", 5_001, 2) == ["9780000005001", "9780000005002"]


@pytest.mark.parametrize(
    ("declaration", "allowed"),
    [
        (fuzzy.FuzzyChoice(["a", "b"]), {"a", "b"}),
        (fuzzy.FuzzyChoice(iter(["a", "b"]), getter=str.upper), {"A", "B"}),
        (fuzzy.FuzzyInteger(3, 9, 3), {3, 6, 9}),
        (fuzzy.FuzzyDecimal(0.98, 1.01), {Decimal(cents) / 100 for cents in range(98, 102)}),
        (
            fuzzy.FuzzyDate(date(2020, 2, 28), date(2020, 3, 1)),
            {date(2020, 2, n) for n in (28, 29)} | {date(2020, 3, 1)},
        ),
    ],
)
def test_of_a_few_values_each_is_drawn(make_source: MakeSource, declaration: Any, allowed: set[Any]) -> None:
    source = make_source(type("Few", (Plain,), {"title": declaration}))

    assert set(values(source, "title")) == allowed
    assert texts(source, "title") == list(map(str, values(source, "title")))
    assert source.compiled.notes == []


@pytest.mark.parametrize(
    ("declaration", "pattern"),
    [
        (fuzzy.FuzzyInteger(1, 10**9), r"\d{7,}"),
        (fuzzy.FuzzyDecimal(0, 10**9), r"\d+\.\d\d"),
        (fuzzy.FuzzyText(length=6, prefix="x"), r"x[A-Za-z]{6}"),
        (fuzzy.FuzzyAttribute(random.random), r"[\d.e-]+"),
        (boy.LazyFunction(partial(random.uniform, 1, 9)), r"\d\.\d+"),
        (Phrase("The {noun}", noun=["cat", "dog"]), "The (cat|dog)"),
    ],
)
def test_of_many_values_they_are_drawn_as_the_factory_draws_them(
    make_source: MakeSource, declaration: Any, pattern: str
) -> None:
    source = make_source(type("Many", (Plain,), {"title": declaration}))
    drawn = texts(source, "title")

    assert [text for text in drawn if not re.fullmatch(pattern, text)] == []
    assert drawn == list(map(str, values(source, "title"))) == texts(source, "title")
    assert len(set(drawn)) >= 2
    assert source.compiled.notes == []


def test_an_iterator_continues_across_blocks_and_restarts_for_an_earlier_one(
    make_source: MakeSource,
) -> None:
    source = make_source(type("Turns", (Plain,), {"title": boy.Iterator(["a", "b", "c"], getter=str.upper)}))

    assert values(source, "title", 5_001, 4) == ["C", "A", "B", "C"]
    assert values(source, "title", 1, 4) == ["A", "B", "C", "A"]


def test_an_exhausted_iterator_is_reported(make_source: MakeSource) -> None:
    def once() -> Iterator[str]:
        yield from "abc"

    source = make_source(type("Ends", (Plain,), {"title": boy.Iterator(once(), cycle=False)}))

    with pytest.raises(SeedError, match="the Iterator of title ends after 3 values: make it cycle"):
        source.lines(source.block(1, 4))


def test_traits_make_a_tenth_of_the_rows_each_and_no_row_is_of_two(make_source: MakeSource) -> None:
    source = make_source(BookFactory)
    block = source.block(1, 10_000)
    shares = {status: block.values("status").count(status) / 10_000 for status in BookStatus}

    assert shares == pytest.approx(
        {BookStatus.PUBLISHED: 0.8, BookStatus.DRAFT: 0.1, BookStatus.OUT_OF_PRINT: 0.1}, abs=0.02
    )
    assert block.values("draft") == [status is BookStatus.DRAFT for status in block.values("status")]
    assert texts(source, "status") == [status.value for status in values(source, "status")]


def test_many_traits_leave_half_of_the_rows_as_they_are(make_source: MakeSource) -> None:
    traits = {f"t{n}": boy.Trait(title=f"{n}") for n in range(20)}
    source = make_source(type("Varied", (Plain,), {"Params": type("Params", (), traits)}))

    assert values(source, "title").count("Plain") == pytest.approx(1_000, abs=150)


def test_a_maybe_decides_by_another_attribute(make_source: MakeSource) -> None:
    class Decided(Plain):
        class Params:
            old = fuzzy.FuzzyChoice([True, False])

        title = boy.Maybe("old", yes_declaration="Old", no_declaration=boy.Sequence(lambda n: f"New {n}"))
        price = boy.Maybe("no_such", yes_declaration=Decimal(7), no_declaration=Decimal(8))

    source = make_source(Decided)
    block = source.block(1, 100)

    assert block.values("title") == [
        "Old" if old else f"New {n}" for n, old in enumerate(block.values("old"), start=1)
    ]
    assert set(block.values("old")) == {True, False}
    assert set(texts(source, "price")) == {"8"}
    assert "old" not in source.compiled.stored
    assert source.compiled.notes == []


def test_values_skipped_by_a_maybe_are_left_to_the_database(make_source: MakeSource) -> None:
    source = make_source(type("Skips", (Plain,), {"status": boy.Maybe("no_such", BookStatus.PUBLISHED)}))

    assert set(texts(source, "status")) == {r"\D"}


def test_an_attribute_that_is_another_one_is_copied(make_source: MakeSource) -> None:
    source = make_source(type("Same", (BookFactory,), {"title": boy.SelfAttribute("isbn")}))

    assert texts(source, "title") == texts(source, "isbn")
    assert source.compiled.notes == []


def test_few_authors_wrote_much_and_all_that_are_named_exist(make_source: MakeSource) -> None:
    source = make_source(Plain, count=20_000)
    authors = [int(text) for text in texts(source, "author_id", 1, 20_000)]

    assert set(authors) <= set(range(101, 12_101))
    first_hundredth = sum(author < 221 for author in authors) / 20_000
    assert first_hundredth == pytest.approx(0.1, abs=0.02)
    assert [row.id for row in values(source, "author")] == authors[:2_000]


def stored_names(authors: Source) -> dict[int, str]:
    """Return the authors' names by their identity, as they are written to the database."""
    lines = [
        line.split("\t") for part in authors.span.parts() for line in authors.lines(authors.block(*part))
    ]
    return {int(identity): name for identity, name, _biography in lines}


def test_what_looks_at_its_row_is_evaluated_and_a_note_names_it(make_source: MakeSource) -> None:
    class Looks(BookFactory):
        title: Any = boy.LazyAttribute(lambda book: f"{book.isbn} by {book.author.name}, draft: {book.draft}")
        price: Any = boy.LazyAttributeSequence(lambda book, n: Decimal(n + book.published_on.year))

    source = make_source(Looks)
    block = source.block(1, 50)
    lines = [line.split("\t") for line in source.lines(block)]
    names = stored_names(source.sources["authors"])

    for number, line in enumerate(lines, start=1):
        row = dict(zip(source.compiled.stored, line[1:], strict=True))
        name = names[int(row["author_id"])]
        assert row["title"] == f"{row['isbn']} by {name}, draft: {row['status'] == 'draft'}"
        assert row["price"] == str(number + int(row["published_on"][:4]))
    assert source.compiled.notes == [
        "Looks.title (LazyAttribute) is evaluated row by row, which is slower",
        "Looks.price (LazyAttributeSequence) is evaluated row by row, which is slower",
    ]


def test_random_numbers_do_not_depend_on_earlier_rows(
    make_source: MakeSource,
) -> None:
    dice = random.random

    class Dice(BookFactory):
        title: Any = boy.LazyAttribute(lambda book: f"{dice()} {randgen.random()} {book.author.name}")

    first, second = make_source(Dice), make_source(Dice)
    author = second.sources["authors"]
    for identity in range(101, 12_101, 5_000):
        assert author.row(identity).name

    assert first.lines(first.block(1, 500)) == second.lines(second.block(1, 500))
    assert len(set(values(first, "title"))) == 2_000


def test_faker_works_and_is_the_same_each_time(make_source: MakeSource) -> None:
    source = make_source(type("Fakes", (Plain,), {"title": Faker("sentence", nb_words=4)}))

    assert texts(source, "title", count=20) == texts(source, "title", count=20)
    assert len(set(texts(source, "title", count=20))) == 20
    assert source.compiled.notes == ["Fakes.title (Faker) is evaluated row by row, which is slower"]


def test_a_declaration_of_the_projects_own_is_evaluated(make_source: MakeSource) -> None:
    class Shout(boy.Sequence):
        def evaluate(self, _instance: Any, step: Any, _extra: Any) -> str:
            return f"{self.function(step.sequence)}!"

    shout: Any = Shout
    source = make_source(type("Loud", (Plain,), {"title": shout("Book {}".format)}))

    assert texts(source, "title", count=2) == ["Book 1!", "Book 2!"]


def test_declarations_that_need_an_orm_object_are_skipped_with_a_note(make_source: MakeSource) -> None:
    class Follows(Plain):
        class Meta:
            exclude = ("shelf",)

        shelf = "A"
        nowhere = "B"
        author = boy.SubFactory(AuthorFactory, name="Ada")
        sequel = boy.RelatedFactory(BookFactory)

        @classmethod
        def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
            return kwargs

    assert make_source(Follows).compiled.notes == [
        "Follows.author refers to rows of the other factory: name is ignored",
        "Follows.nowhere is ignored: no column stores it",
        "Follows._adjust_kwargs is ignored: it needs a record of the ORM",
        "Follows.sequel is ignored: it needs a record of the ORM",
    ]


def test_a_missing_required_column_is_reported() -> None:
    class Half(ModelFactory[Book]):
        class Meta:
            model = Book

        title = "Half"

    with pytest.raises(
        SeedError, match=r"^Half does not declare books\.isbn, which is required: declare it$"
    ):
        compile_factory(Half)


class Other(DeclarativeBase):
    """Models that this project does not have."""

    metadata = MetaData()


class Shop(Other):
    __tablename__ = "shops"
    id: Mapped[int] = mapped_column(primary_key=True)
    street: Mapped[str]
    open: Mapped[bool] = mapped_column(default=True)
    rooms: Mapped[int] = mapped_column(default=lambda: 3)
    note: Mapped[str | None]


class Room(Other):
    __tablename__ = "rooms"
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), primary_key=True)
    shop: Mapped[Shop] = relationship()


def factory_of(kind: type[Any], **declared: Any) -> type[ModelFactory[Any]]:
    new: type[ModelFactory[Any]] = type(
        "Made", (ModelFactory,), {"Meta": type("Meta", (), {"model": kind}), **declared}
    )
    return new


def test_what_the_orm_would_fill_in_is_filled_in() -> None:
    sources: dict[str, Source] = {}
    source = Source(factory_of(Shop, street="Main"), Span("shops", 1, 2), "1", sources)

    assert list(source.compiled.stored) == ["street", "open", "rooms"]
    assert source.lines(source.block(1, 2)) == ["1\tMain\tTrue\t3", "2\tMain\tTrue\t3"]


def test_a_renamed_attribute_is_stored_under_its_new_name() -> None:
    meta = type("Meta", (), {"model": Author, "rename": {"called": "name"}})
    compiled = compile_factory(
        type("Renamed", (ModelFactory,), {"Meta": meta, "called": "Ada", "biography": ""})
    )

    assert compiled.stored == {"name": "called", "biography": "biography"}


def test_a_table_without_a_number_for_its_rows_is_refused() -> None:
    with pytest.raises(SeedError, match="rooms needs an integer primary key named id"):
        compile_factory(factory_of(Room, shop_id=1))
