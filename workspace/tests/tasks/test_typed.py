"""Commands as somebody types them: what fails says so in one sentence, with an exit code."""

import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from headstart.migrations import revisions
from headstart.postgres import databases, urls
from tests.support.checkouts import Checkout
from tests.support.statements import execute


def sentence(ended: subprocess.CompletedProcess[str]) -> str:
    """Return the one line that a command which failed as expected says."""
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    return line


@pytest.mark.parametrize("task", ["new", "drop", "db.restore"])
def test_a_task_that_needs_words_explains_its_options(task: str, checkout: Checkout) -> None:
    explained = checkout.run(task, "--help")
    assert explained.returncode == 0
    assert f" {task} [--options]" in explained.stdout


def test_a_reset_without_a_terminal_needs_a_yes(checkout: Checkout) -> None:
    said = sentence(checkout.run("db.reset"))
    assert "All data of the database " in said
    assert said.endswith("Continue? This needs confirmation: pass --yes to run it without a terminal")
    assert not (checkout.state / "postgres").exists()


def test_a_database_on_another_machine_is_not_reset(checkout: Checkout) -> None:
    said = sentence(checkout.run("db.reset", "--yes", DATABASE_URL="postgresql://db.example.com/shop"))
    assert said.startswith("inv: the server of shop is not on this machine")


@pytest.mark.parametrize("task", ["migrate", "db.reset"])
def test_an_address_that_is_none_is_explained(task: str, checkout: Checkout) -> None:
    said = sentence(checkout.run(task, *(["--yes"] if task == "db.reset" else []), DATABASE_URL="nonsense"))
    assert said.startswith("inv: DATABASE_URL is not an address of PostgreSQL: write postgresql://")


def test_a_number_of_rows_that_is_none_is_explained(checkout: Checkout) -> None:
    said = sentence(checkout.run("seed", "--rows", "-5"))
    assert said == "inv: --rows -5 must be a positive number, for example --rows 1000000"
    assert not (checkout.state / "postgres").exists()


def test_words_that_need_a_number_of_rows_are_not_passed_over(checkout: Checkout) -> None:
    for words in (["--seed", "x"], ["--table", "notes"]):
        said = sentence(checkout.run("seed", *words))
        assert said == "inv: --seed and --table are about --rows: add it, or leave them out"


def test_a_server_on_another_machine_is_not_seeded_in_bulk(checkout: Checkout) -> None:
    url = "postgresql://me:secret@db.example.com/shop"
    said = sentence(checkout.run("seed", "--rows", "1_000", DATABASE_URL=url))
    assert said == (
        "inv: the server of shop is not on this machine: `inv seed --rows` only works on local databases"
    )


def test_a_server_that_does_not_answer_is_explained(checkout: Checkout, folder: Path) -> None:
    said = sentence(checkout.run("migrate", DATABASE_URL=f"postgresql:///shop?host={folder}"))
    assert said.startswith("inv: PostgreSQL does not answer (")


def test_the_servers_own_database_is_not_reset(checkout: Checkout, database: str) -> None:
    url = urls.with_database(database, "postgres")
    said = sentence(checkout.run("db.reset", "--yes", DATABASE_URL=url))
    assert said == "inv: postgres is the server's own database: name another one in DATABASE_URL"


def test_what_the_server_refuses_is_explained(checkout: Checkout, database: str) -> None:
    name = urls.database_of(database)
    with databases.maintenance(database) as server:
        server.execute(f"CREATE ROLE {name} LOGIN")
    said = sentence(
        checkout.run("db.snapshot", DATABASE_URL=urls.address({**urls.parts(database), "user": name}))
    )
    assert said == "inv: PostgreSQL refuses: permission denied to create database"


def test_an_unknown_revision_is_explained(checkout: Checkout, database: str) -> None:
    said = sentence(checkout.run("migrate", "--to", "no_such", DATABASE_URL=database))
    assert said == "inv: no migration is called no_such: `alembic history` lists them"


def test_a_database_of_another_branch_is_explained(checkout: Checkout, migrated: str) -> None:
    execute(migrated, "UPDATE alembic_version SET version_num = 'elsewhere'")
    for words in (("migrate",), ("migration", "more"), ("db.rehearse",)):
        said = sentence(checkout.run(*words, DATABASE_URL=migrated))
        assert "at the migration elsewhere, which this checkout does not have: switch to the branch" in said


def test_two_newest_migrations_are_explained(checkout: Checkout, migrated: str) -> None:
    versions = checkout.root / "backend" / "migrations" / "versions"
    for name in ("left", "right"):
        (versions / f"20990101_000000_{name}.py").write_text(
            f'revision = "{name}"\ndown_revision = "{revisions.newest_revision()}"\n\n\n'
            f"def upgrade(): ...\n\n\ndef downgrade(): ...\n",
            "utf-8",
        )
    for words in (("migrate",), ("migration", "more"), ("db.rehearse",)):
        said = sentence(checkout.run(*words, DATABASE_URL=migrated))
        assert said.startswith("inv: the migrations left and right do not know of one another")
        assert said.endswith('`alembic merge heads -m "what both do"` writes one that follows both')


def test_words_for_a_runner_need_one_runner(checkout: Checkout) -> None:
    said = sentence(checkout.run("test", "--", "-k", "book"))
    assert said.startswith("inv: arguments after -- go to one runner: use `inv test.backend -- ...`")


def test_words_for_a_runner_reach_it_as_they_were_typed_and_its_failure_is_the_commands(
    checkout: Checkout,
) -> None:
    tests = checkout.root / "backend" / "tests"
    tests.mkdir()
    code = "def test_one(): ...\ndef test_two():\n    assert False\ndef test_six(): ...\n"
    (tests / "test_words.py").write_text(code, "utf-8")
    ended = checkout.run("test.backend", "-n", "0", "--", "-k", "one or two", "-p", "no:schemathesis")
    assert "1 failed, 1 passed, 1 deselected" in ended.stdout
    assert "back end                 failed (exit code 1)" in ended.stdout
    assert ended.returncode == 1


def test_an_older_revision_is_gone_back_to(checkout: Checkout, migrated: str) -> None:
    first = revisions.newest_revision()
    versions = checkout.root / "backend" / "migrations" / "versions"
    (versions / "20990101_000000_later.py").write_text(
        f'revision = "later"\ndown_revision = "{first}"\n\n\ndef upgrade(): ...\n\n\ndef downgrade(): ...\n',
        "utf-8",
    )
    with closing(databases.connect(migrated)) as session, session, session.cursor() as statements:
        statements.execute("UPDATE alembic_version SET version_num = 'later'")
    ended = checkout.run("migrate", "--to", str(first), DATABASE_URL=migrated)
    assert ended.stdout == f"migrated from later to {first}\n"
