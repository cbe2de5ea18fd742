"""Fields are added, changed, renamed and dropped, in files and database, completely or not at all."""

from contextlib import closing
from decimal import Decimal

import psycopg2
import pytest

from headstart.postgres import databases
from headstart.scaffold.defaults import RULES
from tests.scaffold.projects import Project
from tests.scaffold.test_undo import FAILING_RUN

MODEL = "backend/app/models/own_tag.py"
MIGRATIONS = "backend/migrations/versions/"


def files(project: Project) -> dict[str, bytes]:
    """Return all files but the migrations."""
    return {path: text for path, text in project.tree().items() if not path.startswith(MIGRATIONS)}


def run(project: Project, *args: str) -> str:
    """Run a task that has to succeed."""
    result = project.inv(*args)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def columns(project: Project) -> set[str]:
    """Return the lines of the table's definition, its indexes and constraints, but for expressions.

    PostgreSQL prints an expression in another way when it has parsed its own output.
    """
    lines = {line.strip(" ,") for line in project.schema().splitlines()}
    return {line for line in lines if ("own_tags" in line or "rank" in line) and "ANY" not in line}


@pytest.mark.slow
def test_a_resource_with_an_added_field_equals_one_that_had_it_from_the_start(project_copy: Project) -> None:
    run(project_copy, "new", "OwnTag", "name:str", "rank:int", "kind:enum(a|b)=a")
    expected, schema = files(project_copy), columns(project_copy)
    run(project_copy, "drop", "OwnTag")

    run(project_copy, "new", "OwnTag", "name:str")
    before = files(project_copy)
    run(project_copy, "field", "OwnTag", "rank:int", "kind:enum(a|b)=a")

    assert files(project_copy) == expected
    assert columns(project_copy) == schema
    run(project_copy, "field", "OwnTag", "--drop", "kind")
    run(project_copy, "field", "OwnTag", "--drop", "rank")
    assert files(project_copy) == before


@pytest.mark.slow
def test_dropping_a_field_at_once_takes_its_migration_back(project_copy: Project) -> None:
    run(project_copy, "new", "OwnTag", "name:str")
    tree, schema = project_copy.tree(), project_copy.schema()
    run(project_copy, "field", "OwnTag", "rank:int")
    assert project_copy.schema() != schema

    run(project_copy, "field", "OwnTag", "--drop", "rank")

    assert project_copy.tree() == tree
    assert project_copy.schema() == schema


@pytest.mark.slow
def test_existing_rows_keep_their_values_and_get_one_for_a_required_field(project_copy: Project) -> None:
    run(project_copy, "new", "OwnTag", "name:str", "place:int")
    run(project_copy, "seed")
    tree, count = project_copy.tree(), databases.count_rows(project_copy.url, "own_tags")

    refused = project_copy.inv("field", "OwnTag", "rank:decimal")
    assert refused.stderr == (
        f"inv: the {count} rows of own_tags need a value for rank: pass it with --default, for example "
        "`--default 12.50`\n"
    )
    assert project_copy.tree() == tree
    run(project_copy, "field", "OwnTag", "rank:decimal", "--default", "1.5")
    run(project_copy, "field", "OwnTag", "--rename", "place:position")

    query = "SELECT count(position), min(rank), max(rank) FROM own_tags"
    with closing(psycopg2.connect(project_copy.url)) as session, session.cursor() as rows:
        rows.execute(query)
        assert rows.fetchone() == (count, Decimal("1.50"), Decimal("1.50"))
    asked = project_copy.inv("field", "OwnTag", "--drop", "position")
    assert f"{count} rows of own_tags have a value in position. Delete them?" in asked.stderr
    project_copy.python("-c", "from headstart.migrations import lint; assert not lint.lint(), lint.lint()")
    project_copy.python("-m", "alembic", "downgrade", "-2")
    project_copy.python("-m", "alembic", "upgrade", "head")
    project_copy.python("-m", "alembic", "check")


@pytest.mark.slow
def test_the_rows_of_a_team_stay_apart_from_those_of_others(project_copy: Project) -> None:
    run(project_copy, "new", "OwnLabel", "name:str")
    run(project_copy, "new", "OwnTag", "name:str", "code:str(20)")
    with closing(psycopg2.connect(project_copy.url)) as session, session.cursor() as rows:
        rows.execute("INSERT INTO teams (name, slug) VALUES ('One', 'one'), ('Two', 'two')")
        rows.execute("INSERT INTO own_labels (name, team_id) SELECT 'red', id FROM teams ORDER BY id")
        rows.execute("INSERT INTO own_tags (name, code, team_id) SELECT 'a', 'same', id FROM teams")
        session.commit()

    run(project_copy, "field", "OwnTag", "code:str(20):unique")
    run(project_copy, "field", "OwnTag", "label:ref:OwnLabel", "--default", "red")

    query = "SELECT count(*) FROM own_tags t JOIN own_labels l ON (l.id, l.team_id) = (label_id, t.team_id)"
    with closing(psycopg2.connect(project_copy.url)) as session, session.cursor() as rows:
        rows.execute(query)
        assert rows.fetchone() == (2,)
        with pytest.raises(psycopg2.errors.UniqueViolation):
            rows.execute("UPDATE own_tags SET code = 'other', team_id = (SELECT min(id) FROM teams)")
    project_copy.python("-m", "alembic", "downgrade", "-2")
    project_copy.python("-m", "alembic", "upgrade", "head")
    project_copy.python("-m", "alembic", "check")


@pytest.mark.slow
def test_types_change_if_no_value_is_lost(project_copy: Project) -> None:
    fields = ("code:str(20)", "place:int", "kind:enum(a|b)", "made_on:date", "page:str=none")
    run(project_copy, "new", "OwnTag", "name:str", *fields)
    run(project_copy, "seed")
    tree, count = project_copy.tree(), databases.count_rows(project_copy.url, "own_tags")

    for arg in ("page:url", "kind:enum(c|d)", "page:str(10)"):
        refused = project_copy.inv("field", "OwnTag", arg)
        assert (
            f"{count} rows of own_tags have a value in {arg.partition(':')[0]} that does not fit"
            in refused.stderr
        )
    assert project_copy.tree() == tree
    with closing(psycopg2.connect(project_copy.url)) as session, session.cursor() as rows:
        rows.execute("UPDATE own_tags SET page = 'https://example.com/' || id, code = 'same' WHERE id < 3")
        rows.execute("UPDATE own_tags SET page = 'https://example.com'")
        rows.execute("SELECT sum(place) FROM own_tags")
        [total] = rows.fetchall()
        session.commit()
    shared = project_copy.inv("field", "OwnTag", "code:str(20):unique")
    assert "2 rows of own_tags share a value in code with another row" in shared.stderr
    changes = ("code:str(40)", "place:money", "kind:enum(a|b|c)", "made_on:datetime", "page:url?")
    run(project_copy, "field", "OwnTag", *changes)

    with closing(psycopg2.connect(project_copy.url)) as session, session.cursor() as rows:
        rows.execute("SELECT sum(place) FROM own_tags")
        assert rows.fetchall() == [total]
    project_copy.python("-c", "from headstart.migrations import lint; assert not lint.lint(), lint.lint()")
    project_copy.python("-m", "alembic", "downgrade", "-1")
    project_copy.python("-m", "alembic", "upgrade", "head")
    project_copy.python("-m", "alembic", "check")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "name", "error"),
    [("api_client", "write", "KeyboardInterrupt"), ("revisions", "migrate", "KeyboardInterrupt")],
)
def test_a_failure_changes_nothing(project_copy: Project, module: str, name: str, error: str) -> None:
    run(project_copy, "new", "OwnTag", "name:str")
    tree, schema = project_copy.tree(), project_copy.schema()
    code = FAILING_RUN.format(module=module, name=name, error=error)
    code = code.replace('"new", "OwnTag", "name:str"', '"field", "OwnTag", "rank:int"')

    project_copy.python("-P", "-c", "import sys; sys.path.insert(0, '.')\n" + code, code=130)

    assert project_copy.tree() == tree
    assert project_copy.schema() == schema


@pytest.mark.slow
def test_a_dry_run_shows_the_difference_and_what_has_to_be_done_by_hand(project_copy: Project) -> None:
    run(project_copy, "new", "OwnTag", "name:str")
    repository = project_copy.root / "backend/app/repositories/own_tags.py"
    text = repository.read_text("utf-8")
    repository.write_text(text.partition("    def conditions")[0], "utf-8")
    tree = project_copy.tree()

    output = run(project_copy, "field", "OwnTag", "shown:bool=true", "--dry-run")

    assert '+    shown: Mapped[bool] = mapped_column(server_default="true")' in output
    assert "backend/app/repositories/own_tags.py:" in output
    assert "add `if filters.shown is not None: yield OwnTag.shown.is_(filters.shown)`" in output
    assert project_copy.tree() == tree


@pytest.mark.slow
def test_a_dry_run_with_a_default_changes_neither_files_nor_the_database(project_copy: Project) -> None:
    run(project_copy, "new", "OwnTag", "name:str")
    tree, schema = project_copy.tree(), project_copy.schema()

    output = run(project_copy, "field", "OwnTag", "rank:int", "--default", "7", "--dry-run")
    refused = project_copy.inv("field", "OwnTag", "rank:int", "--default", "much", "--dry-run")

    assert "+    rank: Mapped[int]" in output
    assert "the default must be a whole number" in refused.stderr
    assert project_copy.tree() == tree
    assert project_copy.schema() == schema


@pytest.mark.slow
def test_the_example_of_every_default_is_one(project_copy: Project) -> None:
    run(project_copy, "new", "OwnTag", "name:str")
    kinds = {kind: example for kind, (_reason, example, _fits) in RULES.items() if kind != "enum"}

    run(project_copy, "field", "OwnTag", *(f"own_{kind}:{kind}={example}" for kind, example in kinds.items()))

    project_copy.python("-m", "ruff", "check", "--quiet")
    project_copy.python("-m", "pytest", "--quiet", "-k", "own_tag", "backend/tests/controllers")


@pytest.mark.slow
def test_a_record_that_existing_rows_cannot_refer_to_is_refused_before_anything_is_planned(
    project_copy: Project,
) -> None:
    run(project_copy, "new", "OwnLabel", "name:str", "--shared")
    run(project_copy, "new", "OwnTeamLabel", "name:str")
    run(project_copy, "new", "OwnTag", "name:str")
    with closing(psycopg2.connect(project_copy.url)) as session, session.cursor() as rows:
        rows.execute("INSERT INTO teams (name, slug) VALUES ('One', 'one'), ('Two', 'two')")
        rows.execute("INSERT INTO own_labels (name) VALUES ('red')")
        rows.execute("INSERT INTO own_team_labels (name, team_id) SELECT 'red', min(id) FROM teams")
        rows.execute("INSERT INTO own_tags (name, team_id) SELECT 'a', id FROM teams")
        session.commit()
    tree = project_copy.tree()

    for field, value, message, *options in (
        ("it:ref:OwnLabel", "Nobody", "there is no OwnLabel with the name or ID Nobody: ", "--dry-run"),
        ("it:ref:OwnLabel", "Nobody", "there is no OwnLabel with the name or ID Nobody: "),
        ("it:ref:OwnLabel", "404", "there is no OwnLabel with the name or ID 404: "),
        ("it:ref:OwnLabel", "9" * 30, f"there is no OwnLabel with the name or ID {'9' * 30}: "),
        ("it:ref:OwnTeamLabel", "blue", "there is no OwnTeamLabel with the name blue: "),
        ("it:ref:OwnTeamLabel", "red", "1 row of own_tags cannot refer to the OwnTeamLabel red, which "),
    ):
        refused = project_copy.inv("field", "OwnTag", field, "--default", value, *options)
        assert refused.stderr.startswith(f"inv: {message}")
    for label, hint in (
        ("OwnLabel", "for example `--default 1`"),
        ("OwnTeamLabel", "the name of one that each team has"),
    ):
        refused = project_copy.inv("field", "OwnTag", f"it:ref:{label}")
        assert (
            refused.stderr
            == f"inv: the 2 rows of own_tags need a value for it: pass it with --default, {hint}\n"
        )
    assert project_copy.tree() == tree
    run(project_copy, "field", "OwnTag", "it:ref:OwnLabel", "--default", "red")
