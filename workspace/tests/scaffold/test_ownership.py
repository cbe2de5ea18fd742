"""Whom the records of a resource belong to, and who may refer to them."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.scaffold import records
from headstart.scaffold.conflicts import conflicts
from headstart.scaffold.creation import specify
from headstart.scaffold.identifiers import identifiers
from headstart.scaffold.ownership import MODELS, choose_owner
from headstart.scaffold.parser import parse
from headstart.scaffold.references import refuse_other_owners
from headstart.scaffold.rendering import render_backend
from headstart.scaffold.specification import Owner, Specification
from headstart.scaffold.used_names import read_used_names

TEAM, USER = Owner
MODEL = """
class {0}({1}Base):
    __tablename__ = "{2}"

    name: Mapped[str] = mapped_column(String(200))
"""


@pytest.fixture
def root(folder: Path) -> Path:
    """Return a project with teams, accounts, and a resource of each kind."""
    (folder / MODELS).mkdir(parents=True)
    (folder / records.SETTINGS).write_text("", "utf-8")
    for name in ("team", "user"):
        (folder / MODELS / f"{name}.py").touch()
    for cls, base, table in (
        ("Client", "TeamOwned, ", "clients"),
        ("Diary", "UserOwned, ", "diaries"),
        ("Country", "", "countries"),
    ):
        (folder / MODELS / f"{cls.lower()}.py").write_text(MODEL.format(cls, base, table), "utf-8")
    return folder


def leave_out(root: Path, *names: str) -> None:
    for name in names:
        (root / MODELS / f"{name}.py").unlink()


@pytest.mark.parametrize(
    ("options", "without", "owner"),
    [
        ("", "", TEAM), ("shared", "", None), ("public", "", None), ("shared public", "", None),
        ("owned", "", USER), ("", "team", None), ("public", "team", None), ("owned", "team", USER),
        ("", "team user", None),
    ],
)  # fmt: skip
def test_a_resource_belongs_to_a_team_unless_an_option_says_otherwise(
    root: Path, options: str, without: str, owner: Owner | None
) -> None:
    leave_out(root, *without.split())

    assert choose(root, options) is owner


@pytest.mark.parametrize(
    ("options", "without", "message"),
    [
        ("owned public", "", "only its author sees a record: leave --public or --owned out"),
        ("owned shared", "", "only its author sees a record: leave --shared or --owned out"),
        ("shared", "team", "without teams, every resource is shared: leave --shared out"),
        ("owned", "team user", "without accounts, records belong to nobody: leave --owned out"),
        ("public", "team user", "without accounts, everybody can read every resource: leave --public out"),
    ],
)
def test_options_that_cannot_apply_are_refused(root: Path, options: str, without: str, message: str) -> None:
    leave_out(root, *without.split())

    with pytest.raises(WorkspaceError, match=message):
        choose(root, options)


def choose(root: Path, options: str) -> Owner | None:
    chosen = {name: name in options.split() for name in ("shared", "owned", "public")}
    return choose_owner(**chosen, root=root)


@pytest.mark.parametrize(
    ("owner", "target", "advice"),
    [
        (None, "Client", "Client belongs to a team, .* create Note without --shared"),
        (USER, "Client", "Client belongs to a team, .* create Note without --shared, --owned and --public"),
        (None, "Diary", "Diary belongs to a user, .* create Note with --owned"),
        (TEAM, "Diary", "Diary belongs to a user, .* create Note with --owned"),
        (TEAM, "Client", ""), (TEAM, "Country", ""), (USER, "Diary", ""), (None, "Country", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["it:ref:{}?", "its:refs:{}"])
def test_only_records_of_the_same_owner_can_be_referred_to(
    root: Path, owner: Owner | None, target: str, advice: str, kind: str
) -> None:
    resource = replace(parse("Note", ["name:str", kind.format(target)], root), owner=owner)

    if not advice:
        refuse_other_owners(resource)
        return
    with pytest.raises(WorkspaceError, match=advice):
        refuse_other_owners(resource)


def test_the_owner_is_recorded_and_forgotten_with_the_resource(root: Path) -> None:
    settings = ""
    for name, owner in (("Bill", TEAM), ("Note", USER), ("Box", TEAM), ("Tag", None)):
        settings = records.with_resource(settings, replace(parse(name, ["name:str"], root), owner=owner))
    (root / records.SETTINGS).write_text(settings, "utf-8")

    assert table(settings)["team_owned"] == ["Bill", "Box"]
    assert {name: parse(name, ["name:str"], root).owner for name in ("Bill", "Note", "Tag")} == {
        "Bill": TEAM, "Note": USER, "Tag": None,
    }  # fmt: skip
    remaining = table(records.without_resources(settings, ["Bill", "Note"], []))
    assert remaining == {"team_owned": ["Box"], "resources": {"Box": "name:str", "Tag": "name:str"}}


def table(settings: str) -> dict[str, object]:
    result: dict[str, object] = tomllib.loads(settings)["tool"]["headstart"]
    return result


FIELDS = [
    "number:str:unique", "total:money", "state:enum(open|paid)", "client:ref:Client", "due_on:date",
    "email:email?:unique",
]  # fmt: skip


@pytest.fixture
def invoice(root: Path) -> Specification:
    return replace(parse("Invoice", FIELDS, root), owner=TEAM)


def test_uniqueness_and_indexes_are_per_team(invoice: Specification) -> None:
    model = render_backend(invoice)["backend/app/models/invoice.py"]

    assert "class Invoice(TeamOwned, Base):" in model
    assert "unique=True" not in model
    for line in (
        'UniqueConstraint("team_id", "number")',
        'UniqueConstraint("team_id", "email")',
        'Index(None, "team_id", "number", "id")',
        'Index(None, "team_id", "due_on", "id")',
        'Index(None, "team_id", "state", "number", "id")',
        # Also used if a client is deleted.
        'Index(None, "client_id", "team_id", "number", "id")',
    ):
        assert line in model


def test_the_names_in_the_database_contain_the_owner(invoice: Specification) -> None:
    names = {each.text for each in identifiers(invoice)}

    assert names >= {
        "uq_invoices_team_id_number", "ix_invoices_team_id_number_id", "ix_invoices_team_id_state_number_id",
        "ix_invoices_client_id_team_id_number_id", "fk_invoices_team_id_teams",
    }  # fmt: skip


@pytest.mark.parametrize(("owner", "field"), [(TEAM, "team_id:int"), (USER, "user_id:int")])
def test_the_column_of_the_owner_is_taken(owner: Owner, field: str) -> None:
    used = read_used_names()
    resource = replace(parse("Gadget", ["name:str", field]), owner=owner)

    assert [each.reason for each in conflicts(resource, used)] == [
        f"everything that belongs to a {owner.value} already has {owner.column}"
    ]
    assert list(conflicts(replace(resource, owner=None), used)) == []


def test_a_name_is_free_for_a_resource_of_a_team() -> None:
    assert specify("Gadget", ["name:str", "price:money"], owner=TEAM).owner is TEAM
