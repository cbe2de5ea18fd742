"""Changes of fields that are refused, before anything is rendered."""

from dataclasses import replace
from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.scaffold.backfill import sql_value
from headstart.scaffold.conversions import is_convertible, misfits
from headstart.scaffold.evolution import change_fields, drop_field, rename_field
from headstart.scaffold.fields import read_field
from headstart.scaffold.names import Names
from headstart.scaffold.parser import parse
from headstart.scaffold.rendering import render_backend
from headstart.scaffold.specification import Owner, Target

ARGS = ["name:str", "place:int", "kind:enum(a|b)=a"]


@pytest.fixture
def root(folder: Path) -> Path:
    """Return a project with a resource, whose model has an attribute that was written by hand."""
    [(path, text)] = [
        each
        for each in render_backend(parse("OwnTag", ARGS)).items()
        if each[0].startswith("backend/app/models/")
    ]
    (folder / path).parent.mkdir(parents=True)
    (folder / path).write_text(
        text.replace("    def __str__", "    extra: Mapped[int]\n\n    def __str__"), "utf-8"
    )
    fields = " ".join(f"'{arg}'" for arg in ARGS)
    (folder / "pyproject.toml").write_text(f'[tool.headstart.resources]\nOwnTag = "{fields}"\n', "utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "arg", "message"),
    [
        ("OwnNothing", "rank:int", "there is no resource OwnNothing (existing resources: OwnTag)"),
        ("OwnTag", "place:date", "place is of type int, whose values cannot become date"),
        ("OwnTag", "place:int", "OwnTag already has place:int: nothing was changed"),
        ("OwnTag", "version:int", "version is reserved in this project"),
        ("OwnTag", "extra:int", "OwnTag already has extra"),
    ],
)
def test_an_impossible_field_is_refused_with_the_reason(
    root: Path, name: str, arg: str, message: str
) -> None:
    with pytest.raises(WorkspaceError) as error:
        change_fields(name, [arg], root)

    assert message in str(error.value)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("nothing", "OwnTag has no field nothing: its fields are name, place"),
        ("name", "must name the records"),
    ],
)
def test_a_field_that_is_missing_or_needed_cannot_be_dropped(root: Path, field: str, message: str) -> None:
    with pytest.raises(WorkspaceError, match=message):
        drop_field("OwnTag", field, root)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ("place", "a rename needs the old and the new name; for example, write `place:new_name`"),
        ("nothing:other", "OwnTag has no field nothing"),
        ("place:name", "OwnTag already has name"),
        ("place:Place", "a field's name starts with a letter"),
        ("place:extra", "OwnTag already has extra"),
    ],
)
def test_an_impossible_rename_is_refused_with_the_reason(root: Path, names: str, message: str) -> None:
    with pytest.raises(WorkspaceError) as error:
        rename_field("OwnTag", names, root)

    assert message in str(error.value)


@pytest.mark.parametrize(
    ("before", "after", "condition"),
    [
        ("rank:int", "rank:decimal", "abs(rank) < 100000000"),
        ("rank:int", "rank:str(12)", "btrim(rank::text) <> '' AND length(rank::text) <= 12"),
        ("rank:str", "rank:str(300)", "btrim(rank::text) <> '' AND length(rank::text) <= 300"),
        ("rank:str", "rank:url", "rank ~ '^https?://[!-~]+$' AND length(rank) <= 2000"),
        ("rank:enum(a|b)", "rank:enum(a|b|c)", "rank IN ('a', 'b', 'c')"),
        ("rank:date", "rank:datetime", "true"),
    ],
)
def test_the_values_of_existing_rows_must_fit_a_new_type(before: str, after: str, condition: str) -> None:
    fields = [read_field(arg, {}) for arg in (before, after)]

    assert is_convertible(*fields)
    assert misfits(*fields) == f"NOT ({condition})"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("rank:datetime", "rank:date"),
        ("rank:decimal", "rank:int"),
        ("rank:str", "rank:int"),
        ("rank:bool", "rank:int"),
        ("rank:json", "rank:text"),
    ],
)
def test_a_type_that_would_lose_values_or_cannot_hold_them_is_refused(before: str, after: str) -> None:
    assert not is_convertible(read_field(before, {}), read_field(after, {}))


AUTHOR = Target(Names("OwnAuthor", "own author", "own authors", "an own author"), "name")


@pytest.mark.parametrize(
    ("arg", "value", "sql"),
    [
        ("rank:int", "7", "'7'"),
        ("kind:enum(a|b)", "b", "'b'"),
        ("author:ref:OwnAuthor", "7", "7"),
        ("author:ref:OwnAuthor", "O'Hara", "(SELECT min(id) FROM own_authors WHERE name = 'O''Hara')"),
    ],
)
def test_the_value_of_existing_rows_is_sql(arg: str, value: str, sql: str) -> None:
    assert sql_value(read_field(arg, {"OwnAuthor": AUTHOR}), value, parse("OwnTag", ARGS)) == sql


def test_existing_rows_of_a_team_refer_to_its_own_records() -> None:
    author = read_field("author:ref:OwnAuthor", {"OwnAuthor": replace(AUTHOR, owner=Owner.TEAM)})

    sql = sql_value(author, "7", parse("OwnTag", ARGS))

    own = "own_authors.team_id = own_tags.team_id"
    assert sql == f"(SELECT min(id) FROM own_authors WHERE name = '7' AND {own})"  # noqa: S608 -- is compared


@pytest.mark.parametrize(
    ("arg", "value", "message"),
    [
        ("rank:int", "much", "the default must be a whole number"),
        ("rank:int:unique", "7", "existing rows cannot all be 7: add it as optional"),
    ],
)
def test_a_wrong_value_of_existing_rows_is_refused(arg: str, value: str, message: str) -> None:
    with pytest.raises(WorkspaceError, match=message):
        sql_value(read_field(arg, {}), value, parse("OwnTag", ARGS))


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("main:ref:OwnBeta?", "OwnBeta already refers to OwnAlpha, and two resources cannot refer to each"),
        ("mains:refs:OwnBeta", "leave the field out, or store a number: `main_id:int`"),
        ("main:ref:OwnOmega?", "OwnOmega already refers to OwnBeta, which refers to OwnAlpha, and two"),
    ],
)
def test_two_resources_cannot_refer_to_each_other(folder: Path, field: str, message: str) -> None:
    resources = {
        "OwnAlpha": ["name:str", "parent:ref:OwnAlpha?"],
        "OwnBeta": ["name:str", "alpha:ref:OwnAlpha?"],
        "OwnOmega": ["name:str", "betas:refs:OwnBeta", "loop:ref:OwnOmega?"],
    }
    settings = "[tool.headstart.resources]\n"
    (folder / "backend/factories").mkdir(parents=True)
    for name, args in resources.items():
        settings += f'{name} = "{" ".join(args)}"\n'
        model = folder / "backend/app/models" / f"{name}.py"
        model.parent.mkdir(parents=True, exist_ok=True)
        model.write_text(
            f"class {name}(Base):\n    __tablename__ = '{parse(name, ['name:str']).names.many}'\n"
        )
    (folder / "backend/factories/__init__.py").write_text(
        "".join(f"from factories import {name}Factory\n" for name in resources)
    )
    (folder / "pyproject.toml").write_text(settings)

    with pytest.raises(WorkspaceError) as refused:
        change_fields("OwnAlpha", [field], folder)

    assert message in str(refused.value)
