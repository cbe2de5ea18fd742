"""Commands in a process of their own: a failure is one sentence and an exit code."""

import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from headstart.migrations import revisions
from headstart.postgres import databases, urls
from tests.support.checkouts import Checkout
from tests.support.statements import execute


def error_message(result: subprocess.CompletedProcess[str]) -> str:
    """Return the error message of a command that fails as expected."""
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.parametrize("task", ["new", "drop", "db.restore"])
def test_help_is_shown_without_required_arguments(task: str, checkout: Checkout) -> None:
    result = checkout.run(task, "--help")
    assert result.returncode == 0
    assert f" {task} [--options]" in result.stdout


def test_a_reset_without_a_terminal_needs_a_yes(checkout: Checkout) -> None:
    message = error_message(checkout.run("db.reset"))
    assert "All data of the database " in message
    assert message.endswith("Continue? This needs confirmation: pass --yes to run it without a terminal")
    assert not (checkout.state / "postgres").exists()


def test_a_database_on_another_machine_is_not_reset(checkout: Checkout) -> None:
    message = error_message(
        checkout.run("db.reset", "--yes", DATABASE_URL="postgresql://db.example.com/shop")
    )
    assert message.startswith("inv: the server of shop is not on this machine")


@pytest.mark.parametrize("task", ["migrate", "db.reset"])
def test_an_invalid_address_is_explained(task: str, checkout: Checkout) -> None:
    message = error_message(
        checkout.run(task, *(["--yes"] if task == "db.reset" else []), DATABASE_URL="nonsense")
    )
    assert message.startswith("inv: DATABASE_URL is not a PostgreSQL address: use the form postgresql://")


def test_an_invalid_number_of_rows_is_explained(checkout: Checkout) -> None:
    message = error_message(checkout.run("seed", "--rows", "-5"))
    assert message == "inv: --rows -5 must be a positive number, for example --rows 1000000"
    assert not (checkout.state / "postgres").exists()


def test_options_that_need_rows_are_not_ignored(checkout: Checkout) -> None:
    for args in (["--seed", "x"], ["--table", "notes"]):
        message = error_message(checkout.run("seed", *args))
        assert message == "inv: --seed and --table need --rows: add it, or leave them out"


def test_a_server_on_another_machine_is_not_seeded_in_bulk(checkout: Checkout) -> None:
    url = "postgresql://me:secret@db.example.com/shop"
    message = error_message(checkout.run("seed", "--rows", "1_000", DATABASE_URL=url))
    assert message == (
        "inv: the server of shop is not on this machine: `inv seed --rows` only works on local databases"
    )


def test_a_server_that_does_not_answer_is_explained(checkout: Checkout, folder: Path) -> None:
    message = error_message(checkout.run("migrate", DATABASE_URL=f"postgresql:///shop?host={folder}"))
    assert message.startswith("inv: PostgreSQL does not answer (")


def test_the_servers_own_database_is_not_reset(checkout: Checkout, database: str) -> None:
    url = urls.with_database(database, "postgres")
    message = error_message(checkout.run("db.reset", "--yes", DATABASE_URL=url))
    assert message == "inv: postgres is the server's own database: name another one in DATABASE_URL"


def test_an_error_of_the_server_is_explained(checkout: Checkout, database: str) -> None:
    name = urls.database_name(database)
    with databases.maintenance(database) as server:
        server.execute(f"CREATE ROLE {name} LOGIN")
    message = error_message(
        checkout.run("db.snapshot", DATABASE_URL=urls.address({**urls.parts(database), "user": name}))
    )
    assert message == "inv: PostgreSQL reported: permission denied to create database"


def test_an_unknown_revision_is_explained(checkout: Checkout, database: str) -> None:
    message = error_message(checkout.run("migrate", "--to", "no_such", DATABASE_URL=database))
    assert message == "inv: there is no migration no_such: `.venv/bin/alembic history` lists all"


def test_a_database_of_another_branch_is_explained(checkout: Checkout, migrated: str) -> None:
    execute(migrated, "UPDATE alembic_version SET version_num = 'elsewhere'")
    for args in (("migrate",), ("migration", "more"), ("db.rehearse",)):
        message = error_message(checkout.run(*args, DATABASE_URL=migrated))
        assert (
            "at the migration elsewhere, which this checkout does not have: switch to the branch" in message
        )


def test_two_newest_migrations_are_explained(checkout: Checkout, migrated: str) -> None:
    versions = checkout.root / "backend" / "migrations" / "versions"
    for name in ("left", "right"):
        (versions / f"20990101_000000_{name}.py").write_text(
            f'revision = "{name}"\ndown_revision = "{revisions.newest_revision()}"\n\n\n'
            f"def upgrade(): ...\n\n\ndef downgrade(): ...\n",
            "utf-8",
        )
    for args in (("migrate",), ("migration", "more"), ("db.rehearse",)):
        message = error_message(checkout.run(*args, DATABASE_URL=migrated))
        assert message.startswith("inv: the migrations left and right are both the newest")
        command = '.venv/bin/alembic merge heads -m "what both do"'
        assert message.endswith(f"run `{command}` to write one that follows both")


def test_extra_arguments_need_one_runner(checkout: Checkout) -> None:
    message = error_message(checkout.run("test", "--", "-k", "book"))
    assert message.startswith("inv: arguments after -- go to one runner: use `inv test.backend -- ...`")


def test_extra_arguments_reach_the_runner_and_its_failure_is_reported(
    checkout: Checkout,
) -> None:
    tests = checkout.root / "backend" / "tests"
    tests.mkdir()
    code = "def test_one(): ...\ndef test_two():\n    assert False\ndef test_six(): ...\n"
    (tests / "test_numbers.py").write_text(code, "utf-8")
    result = checkout.run("test.backend", "-n", "0", "--", "-k", "one or two", "-p", "no:schemathesis")
    assert "1 failed, 1 passed, 1 deselected" in result.stdout
    assert "back end                 failed (exit code 1)" in result.stdout
    assert result.returncode == 1


def test_the_database_is_downgraded_to_an_older_revision(checkout: Checkout, migrated: str) -> None:
    first = revisions.newest_revision()
    versions = checkout.root / "backend" / "migrations" / "versions"
    (versions / "20990101_000000_later.py").write_text(
        f'revision = "later"\ndown_revision = "{first}"\n\n\ndef upgrade(): ...\n\n\ndef downgrade(): ...\n',
        "utf-8",
    )
    with closing(databases.connect(migrated)) as session, session, session.cursor() as statements:
        statements.execute("UPDATE alembic_version SET version_num = 'later'")
    result = checkout.run("migrate", "--to", str(first), DATABASE_URL=migrated)
    assert result.stdout == f"migrated from later to {first}\n"
