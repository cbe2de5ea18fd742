"""Specifications: what is understood, and how each mistake is answered."""

from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.scaffold.parser import parse
from headstart.scaffold.specification import Field

MODELS = {"Author": ("authors", "name"), "Book": ("books", "title")}
MODEL = """
class {}(Base):
    __tablename__ = "{}"

    {}: Mapped[str] = mapped_column(String(200))
"""
WRONG = [
    ("", "name:str", "a resource's name is words"),
    ("invoice", "name:str", "a resource's name is words"),
    ("Invoice-Line", "name:str", "a resource's name is words"),
    ("../Evil", "name:str", "a resource's name is words"),
    ("Invoice;DROP", "name:str", "a resource's name is words"),
    ("Books", "title:str", "named by its singular; write for example `Book`"),
    ("People", "name:str", "named by its singular; write for example `Person`"),
    ("News", "title:str", "one and many of them have the same name"),
    ("Class", "name:str", "Class means something else in Python"),
    ("Property", "name:str", "Property means something else in Python"),
    ("Promise", "name:str", "Promise means something else in TypeScript"),
    ("Tag", "", "a resource has fields"),
    ("Tag", "name", "a field has a type"),
    ("Tag", "name:", "a field has a type"),
    ("Tag", ":str", "a field's name is lower case"),
    ("Tag", "Name:str", "a field's name is lower case"),
    ("Tag", "na-me:str", "a field's name is lower case"),
    ("Tag", "__class__:str", "a field's name is lower case"),
    ("Tag", "x');import_os:str", "a field's name is lower case"),
    ("Tag", f"{'a' * 41}:str", "at most 40"),
    ("Tag", "class:str", "class means something else in Python"),
    ("Tag", "order:str", "order means something else in PostgreSQL"),
    ("Tag", "switch:str", "switch means something else in TypeScript"),
    ("Tag", "name:str hash:bool", "hash means something else in Python"),
    ("Tag", "name:str xmin:int", "xmin means something else in PostgreSQL"),
    ("Tag", "name:str new:ref:Author", "new means something else in TypeScript"),
    ("Tag", "version:int", "version means something else in this project"),
    ("Tag", "name:string", "string is no type, the types are str, text, int"),
    ("Tag", "name:str name:int", "name is there twice"),
    ("Tag", "name:str author:ref:Author author_id:int", "author_id is there twice"),
    ("Tag", "amount:int", "one field that is text and always there has to name the records"),
    ("Tag", "name:str? amount:int", "one field that is text and always there has to name the records"),
    ("Tag", "name:str owner:ref", "a ref says to which resource it refers"),
    ("Tag", "name:str owner:ref:Nobody", "there is no resource Nobody to refer to (there is Author, Book)"),
    (
        "Tag",
        "name:str parent:ref:Tag",
        "the first tag could refer to none; write for example `parent:ref:Tag?`",
    ),
    ("Tag", "name:str tag:ref:Tag?", "not called as what it belongs to; write for example `parent:ref:Tag?`"),
    ("Tag", "name:str owner_id:ref:Author", "the column gets its _id by itself"),
    ("Tag", "name:str owner:ref:Author=1", "a ref has no default"),
    ("Tag", "name:str kind:enum", "the values of an enum stand in parentheses"),
    ("Tag", "name:str kind:enum()", "an enum has two values or more"),
    ("Tag", "name:str kind:enum(one)", "an enum has two values or more"),
    ("Tag", "name:str kind:enum(a|a)", "an enum has each value once"),
    ("Tag", "name:str kind:enum(a|B-c)", "an enum's values are lower case words"),
    ("Tag", "name:str kind:enum(a|b)=c", "the default is one of a, b; write for example"),
    ("Tag", "name:str:uniqe", "after the type come ?, :unique, :index and =default"),
    ("Tag", "name:str??", "? is there twice"),
    ("Tag", "name:str amount:int=1:uniqe", "after the type come ?, :unique, :index and =default"),
    ("Tag", "name:str amount:int:index=1:index", ":index is there twice"),
    ("Tag", "name:str=none:unique", "two records with the default would not be unique"),
    ("Tag", "name:str:unique=none", "two records with the default would not be unique"),
    ("Tag", "name:str shut:bool:unique", "a bool cannot be unique"),
    ("Tag", "name:str notes:text:index", "a text is too long for an index"),
    ("Tag", "name:str notes:text?", "a text that is not there is empty"),
    ("Tag", "name:str shut:bool=yes", "the default is true or false; write for example `shut:bool=false`"),
    ("Tag", "name:str amount:int=1.5", "the default is a whole number"),
    ("Tag", "name:str amount:int=9007199254740992", "the default is a whole number"),
    ("Tag", "name:str price:decimal=1.234", "the default is an amount"),
    ("Tag", "name:str day:date=2026-02-30", "the default is a day"),
    ("Tag", "name:str at:datetime=2026-01-31T12:00:00", "the default is a time with its zone"),
    ("Tag", "name:str(10", "after the type come ?, :unique"),
    ("Tag", "name:str(9)", "only a str has a length, from 10 to 500 characters"),
    ("Tag", "name:str(501)", "only a str has a length, from 10 to 500 characters"),
    ("Tag", "name:str(-20)", "only a str has a length"),
    ("Tag", "name:str notes:text(300)", "only a str has a length"),
    ("Tag", "name:str(10)=ninety-nine", "the default is longer than 10 characters"),
    ("Tag", "name:str=", "the default is letters, digits"),
    ("Tag", 'name:str="+__import__("os")+"', "the default is letters, digits"),
    ("Tag", "name:str='{{7*7}}", "the default is letters, digits"),
    ("Tag", "name:str notes:text=line\nbreak", "the default is empty, or letters"),
    ("Author", "name:str:uniqe", "after the type come"),
]


@pytest.fixture(scope="module")
def root(ground: Path) -> Path:
    """Return a project with two models."""
    folder = ground / "parsed" / "backend" / "app" / "models"
    folder.mkdir(parents=True)
    for name, (table, label) in MODELS.items():
        (folder / f"{name.lower()}.py").write_text(MODEL.format(name, table, label), "utf-8")
    return ground / "parsed"


def words(text: str) -> list[str]:
    return text.split(" ") if text else []


@pytest.mark.parametrize(("name", "fields", "expected"), WRONG)
def test_a_mistake_is_answered_with_its_place_and_an_example(
    name: str, fields: str, expected: str, root: Path
) -> None:
    with pytest.raises(WorkspaceError) as refused:
        parse(name, words(fields), root)

    said = str(refused.value)
    assert expected in said
    assert said.startswith("`")
    assert "; write for example `" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("number:str:unique", Field("number", "str", unique=True)),
        ("code:str(20):unique", Field("code", "str", unique=True, own_length=20)),
        ("code:str(20)?", Field("code", "str", nullable=True, own_length=20)),
        ("notes:text=", Field("notes", "text", default="")),
        ("rank:int?:index", Field("rank", "int", nullable=True, index=True)),
        ("paid:bool=false", Field("paid", "bool", default="false")),
        ("total:decimal=12.5", Field("total", "decimal", default="12.5")),
        ("day:date=2026-01-31", Field("day", "date", default="2026-01-31")),
        (
            "at:datetime=2026-01-31T12:00:00+01:00",
            Field("at", "datetime", default="2026-01-31T12:00:00+01:00"),
        ),
        ("kind:enum(a|b_c)=b_c", Field("kind", "enum", values=("a", "b_c"), default="b_c")),
        ("kind:enum(a|b)?:index", Field("kind", "enum", values=("a", "b"), nullable=True, index=True)),
        ("label:str=a: b", Field("label", "str", default="a: b")),
        ("position:int=10:index", Field("position", "int", index=True, default="10")),
        ("rank:int=10?:index", Field("rank", "int", nullable=True, index=True, default="10")),
        ("kind:enum(a|b)=a?", Field("kind", "enum", values=("a", "b"), nullable=True, default="a")),
        ("label:str=none:index", Field("label", "str", index=True, default="none")),
        ("label:str=Why?", Field("label", "str", default="Why?")),
        (
            "at:datetime=2026-01-31T12:00:00Z:index",
            Field("at", "datetime", index=True, default="2026-01-31T12:00:00Z"),
        ),
    ],
)
def test_a_field_is_read_with_all_that_stands_after_its_type(word: str, expected: Field) -> None:
    assert parse("Tag", ["name:str", word]).fields[1] == expected


def test_a_reference_knows_what_names_the_records_it_refers_to(root: Path) -> None:
    (_, field) = parse("Tag", ["name:str", "book:ref:Book?"], root).fields

    assert field.target is not None
    assert (field.column, field.nullable, field.target.names.many) == ("book_id", True, "books")
    assert field.target.label == "title"


def test_a_resource_can_refer_to_itself() -> None:
    resource = parse("Category", ["code:str:unique", "title:str", "parent:ref:Category?"])

    assert [(field.column, field.target and field.target.label) for field in resource.own_refs] == [
        ("parent_id", "code")
    ]
    assert resource.others == []


@pytest.mark.parametrize(
    ("name", "one", "many", "indefinite"),
    [
        ("Category", "category", "categories", "a category"),
        ("Person", "person", "people", "a person"),
        ("InvoiceLine", "invoice_line", "invoice_lines", "an invoice line"),
        ("Bus", "bus", "buses", "a bus"),
        ("Analysis", "analysis", "analyses", "an analysis"),
        ("Hour", "hour", "hours", "an hour"),
        ("Unit", "unit", "units", "a unit"),
    ],
)
def test_names_are_inflected(name: str, one: str, many: str, indefinite: str) -> None:
    names = parse(name, ["label:str"]).names

    assert (names.one, names.many, names.indefinite) == (one, many, indefinite)


def test_the_words_can_be_typed_again() -> None:
    resource = parse("Tag", ["name:str", "kind:enum(a|b)=a", "note:str=two words"])

    assert resource.fields_as_typed == "name:str 'kind:enum(a|b)=a' 'note:str=two words'"
