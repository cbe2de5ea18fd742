"""Parsing of specifications, and the error message for each mistake."""

from dataclasses import replace
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
INVALID = [
    ("", "name:str", "a resource's name is capitalized words"),
    ("invoice", "name:str", "a resource's name is capitalized words"),
    ("Invoice-Line", "name:str", "a resource's name is capitalized words"),
    ("../Evil", "name:str", "a resource's name is capitalized words"),
    ("Invoice;DROP", "name:str", "a resource's name is capitalized words"),
    ("Books", "title:str", "named in the singular; for example, write `Book`"),
    ("People", "name:str", "named in the singular; for example, write `Person`"),
    ("News", "title:str", "its singular and its plural are the same"),
    ("Class", "name:str", "Class is reserved in Python"),
    ("Property", "name:str", "Property is reserved in Python"),
    ("Promise", "name:str", "Promise is reserved in TypeScript"),
    ("Tag", "", "a resource needs fields"),
    ("Tag", "name", "a field needs a type"),
    ("Tag", "name:", "a field needs a type"),
    ("Tag", ":str", "a field's name starts with a letter"),
    ("Tag", "Name:str", "a field's name starts with a letter"),
    ("Tag", "na-me:str", "a field's name starts with a letter"),
    ("Tag", "__class__:str", "a field's name starts with a letter"),
    ("Tag", "x');import_os:str", "a field's name starts with a letter"),
    ("Tag", f"{'a' * 41}:str", "at most 40"),
    ("Tag", "class:str", "class is reserved in Python"),
    ("Tag", "order:str", "order is reserved in PostgreSQL"),
    ("Tag", "switch:str", "switch is reserved in TypeScript"),
    ("Tag", "name:str hash:bool", "hash is reserved in Python"),
    ("Tag", "name:str xmin:int", "xmin is reserved in PostgreSQL"),
    ("Tag", "name:str new:ref:Author", "new is reserved in TypeScript"),
    ("Tag", "version:int", "version is reserved in this project"),
    ("Tag", "name:string", "unknown type 'string', the types are str, text, email"),
    ("Tag", "name:str name:int", "name is given twice"),
    ("Tag", "name:str author:ref:Author author_id:int", "author_id is given twice"),
    ("Tag", "amount:int", "one required str field must name the records"),
    ("Tag", "name:str? amount:int", "one required str field must name the records"),
    ("Tag", "name:str owner:ref", "a ref needs the name of a resource"),
    (
        "Tag",
        "name:str owner:ref:Nobody",
        "there is no resource Nobody to refer to (existing resources: Author, Book)",
    ),
    (
        "Tag",
        "name:str parent:ref:Tag",
        "the first tag would have nothing to refer to; for example, write `parent:ref:Tag?`",
    ),
    (
        "Tag",
        "name:str tag:ref:Tag?",
        "a reference to itself needs a name of its own; for example, write `parent:ref:Tag?`",
    ),
    ("Tag", "name:str owner_id:ref:Author", "leave out _id"),
    ("Tag", "name:str books:refs", "a refs needs the name of a resource"),
    ("Tag", "name:str book:refs:Book", "a refs is named in the plural; for example, write `books:refs:Book`"),
    ("Tag", "name:str books:refs:Book?", "a refs can be empty and has an index anyway"),
    ("Tag", "name:str books:refs:Book=1", "a refs has no default"),
    ("Tag", "name:str tags:refs:Tag", "a refs cannot lead to its own resource"),
    ("Tag", "name:str books:refs:Book titles:refs:Book", "only one refs can lead to Book"),
    ("Tag", "name:str book:ref:Book books:refs:Book", "book_id is given twice"),
    ("Tag", "name:str owner:ref:Author=1", "a ref has no default"),
    ("Tag", "name:str kind:enum", "an enum needs its values in parentheses"),
    ("Tag", "name:str kind:enum()", "an enum needs at least two values"),
    ("Tag", "name:str kind:enum(one)", "an enum needs at least two values"),
    ("Tag", "name:str kind:enum(a|a)", "an enum cannot list a value twice"),
    ("Tag", "name:str kind:enum(a|B-c)", "'B-c' is not a lowercase word"),
    ("Tag", "name:str kind:enum(a|b)=c", "the default must be one of a, b; for example, write"),
    ("Tag", "name:str:uniqe", "the modifiers are ?, :unique, :index, :cascade and =default"),
    ("Tag", "name:str rank:int:cascade", "only a ref has :cascade"),
    ("Tag", "name:str??", "? is given twice"),
    ("Tag", "name:str amount:int=1:uniqe", "the modifiers are ?, :unique, :index, :cascade and =default"),
    ("Tag", "name:str amount:int:index=1:index", ":index is given twice"),
    ("Tag", "name:str=none:unique", "two records with the default would not be unique"),
    ("Tag", "name:str:unique=none", "two records with the default would not be unique"),
    ("Tag", "name:str shut:bool:unique", "a bool cannot be unique"),
    ("Tag", "name:str notes:text:index", "a text is too long for an index"),
    ("Tag", "name:str notes:text?", "a text is never null"),
    (
        "Tag",
        "name:str shut:bool=yes",
        "the default must be true or false; for example, write `shut:bool=false`",
    ),
    ("Tag", "name:str amount:int=1.5", "the default must be a whole number"),
    ("Tag", "name:str amount:int=9007199254740992", "the default must be a whole number"),
    ("Tag", "name:str price:decimal=1.234", "the default must be a number with"),
    ("Tag", "name:str price:money=-1", "the default must be an amount"),
    ("Tag", "name:str day:date=2026-02-30", "the default must be a date"),
    ("Tag", "name:str at:datetime=2026-01-31T12:00:00", "the default must be a time with a time zone"),
    ("Tag", "name:str at:datetime=0001-01-01T00:00:00+05:00", "the default must be a time with a time zone"),
    ("Tag", "name:str at:datetime=9999-12-31T23:00:00-05:00", "the default must be a time with a time zone"),
    ("Tag", "name:str contact:email=Ada@EXAMPLE.com", "the default must be an email address"),
    ("Tag", "name:str contact:email=a..b@example.com", "the default must be an email address"),
    ("Tag", "name:str contact:email=.a@example.com", "the default must be an email address"),
    ("Tag", "name:str contact:email=a@-example.com", "the default must be an email address"),
    ("Tag", f"name:str contact:email={'a' * 250}@b.io", "the default is longer than 254 characters"),
    ("Tag", "name:str page:url=example.com", "the default must be a link"),
    ("Tag", "name:str at:time=9:30", "the default must be a time without a time zone"),
    ("Tag", "name:str at:time:unique", "a time cannot be unique"),
    ("Tag", "name:str length:duration=1h", "the default must be a number of seconds"),
    ("Tag", "name:str settings:json=[]", "the default of a json is {}"),
    ("Tag", "name:str settings:json:index", "a json is too long for an index"),
    ("Tag", "name:str key:uuid=5", "the default must be a UUID"),
    ("Tag", "name:str(10", "the modifiers are ?, :unique"),
    ("Tag", "name:str(9)", "only a str has a length, from 10 to 500 characters"),
    ("Tag", "name:str(501)", "only a str has a length, from 10 to 500 characters"),
    ("Tag", "name:str(-20)", "only a str has a length"),
    ("Tag", "name:str notes:text(300)", "only a str has a length"),
    ("Tag", "name:str(10)=ninety-nine", "the default is longer than 10 characters"),
    ("Tag", "name:str=", "the default must be letters, digits"),
    ("Tag", 'name:str="+__import__("os")+"', "the default must be letters, digits"),
    ("Tag", "name:str='{{7*7}}", "the default must be letters, digits"),
    ("Tag", "name:str notes:text=line\nbreak", "the default must be empty, or letters"),
    ("Author", "name:str:uniqe", "unknown modifier :uniqe"),
]


@pytest.fixture(scope="module")
def root(ground: Path) -> Path:
    """Return a project with two resources, and a model of the machinery, which has no factory."""
    backend = ground / "parsed" / "backend"
    models, factories = backend / "app" / "models", backend / "factories"
    for folder in (models, factories):
        folder.mkdir(parents=True, exist_ok=True)  # a worker may run the module's tests in several parts
    for name, (table, label) in {**MODELS, "Token": ("tokens", "id")}.items():
        (models / f"{name.lower()}.py").write_text(MODEL.format(name, table, label), "utf-8")
    imports = [f"from factories.{name.lower()} import {name}Factory as {name}Factory\n" for name in MODELS]
    (factories / "__init__.py").write_text("".join(imports), "utf-8")
    return ground / "parsed"


def split(text: str) -> list[str]:
    return text.split(" ") if text else []


@pytest.mark.parametrize(("name", "fields", "expected"), INVALID)
def test_an_invalid_argument_is_refused_with_an_example(
    name: str, fields: str, expected: str, root: Path
) -> None:
    with pytest.raises(WorkspaceError) as refused:
        parse(name, split(fields), root)

    message = str(refused.value)
    assert expected in message
    assert message.startswith("`")
    assert "; for example, write `" in message
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize(
    ("arg", "expected"),
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
        ("page:url=https://a.b/c?d:index", Field("page", "url", index=True, default="https://a.b/c?d")),
        ("label:str=none:index", Field("label", "str", index=True, default="none")),
        ("label:str=Why?", Field("label", "str", default="Why?")),
        (
            "at:datetime=2026-01-31T12:00:00Z:index",
            Field("at", "datetime", index=True, default="2026-01-31T12:00:00Z"),
        ),
    ],
)
def test_a_field_is_parsed(arg: str, expected: Field) -> None:
    assert parse("Tag", ["name:str", arg]).fields[1] == expected


def test_a_reference_knows_the_label_of_its_records(root: Path) -> None:
    (_, field) = parse("Tag", ["name:str", "book:ref:Book?"], root).fields

    assert field.target is not None
    assert (field.column, field.nullable, field.target.names.many) == ("book_id", True, "books")
    assert not field.cascade
    assert parse("Tag", ["name:str", "book:ref:Book?:cascade"], root).fields[1] == replace(
        field, cascade=True
    )
    assert field.target.label == "title"


def test_the_names_of_a_refs_follow_from_its_plural(root: Path) -> None:
    (_, field) = parse("Tag", ["name:str", "old_books:refs:Book"], root).fields

    assert (field.name, field.column, field.filter) == ("old_books", "old_book_ids", "old_book_id")


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


def test_the_arguments_are_recorded_with_quotes() -> None:
    resource = parse("Tag", ["name:str", "kind:enum(a|b)=a", "note:str=two words"])

    assert resource.field_args == "name:str 'kind:enum(a|b)=a' 'note:str=two words'"
