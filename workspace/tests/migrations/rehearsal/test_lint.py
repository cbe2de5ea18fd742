"""The linting of migrations."""

import pytest

from headstart.migrations import lint
from tests.migrations.rehearsal.chains import Chain

BAD = ("index", "not_null", "type", "lost_column", "data")


def test_the_migrations_of_this_checkout_pass() -> None:
    assert lint.lint() == ""


def test_the_linter_finds_bad_statements(chain: Chain) -> None:
    for name in BAD:
        chain.add_form("bad", name)
    output = lint.lint()
    for name, rule in {
        "index": "require-concurrent-index-creation",
        "not_null": "adding-field-with-default",
        "type": "changing-column-type",
        "lost_column": "ban-drop-column",
    }.items():
        assert f"_bad_{name}.py: {rule}: " in output
    assert len([line for line in output.splitlines() if ".py: " in line]) == 4
    assert "\n    ALTER TABLE own_authors DROP COLUMN biography;" in output


@pytest.mark.parametrize(("reason", "accepted"), [(": nobody reads it", True), (":", False), ("", False)])
def test_a_finding_is_accepted_with_a_reason(reason: str, accepted: bool, chain: Chain) -> None:  # noqa: FBT001
    path = chain.add("gone", "ALTER TABLE own_authors DROP COLUMN biography")
    path.write_text(f"# squawk-ignore ban-drop-column{reason}\n{path.read_text('utf-8')}", "utf-8")
    assert (lint.lint() == "") is accepted


@pytest.mark.parametrize(("reason", "accepted"), [(": nobody uses it yet", True), (":", False), ("", False)])
def test_all_findings_of_a_file_are_accepted_with_a_reason(
    reason: str,
    accepted: bool,  # noqa: FBT001
    chain: Chain,
) -> None:
    path = chain.add("gone", "DROP TABLE own_books; ALTER TABLE own_authors DROP COLUMN biography")
    path.write_text(f"# squawk-ignore-file{reason}\n{path.read_text('utf-8')}", "utf-8")
    assert (lint.lint() == "") is accepted


def test_two_newest_migrations_are_refused_and_both_are_linted(chain: Chain) -> None:
    chain.add("left", "DROP TABLE own_books")
    chain.add("right", "DROP TABLE own_authors", before=chain.first)
    output = lint.lint()
    assert output.startswith("the migrations left and right are both the newest")
    assert "_left.py: ban-drop-table" in output
    assert "_right.py: ban-drop-table" in output


def test_a_migration_that_queries_the_database_cannot_be_linted(chain: Chain) -> None:
    chain.add("asks", "op.get_bind().scalar('SELECT 1')")
    output = lint.lint()
    assert "_asks.py: its SQL cannot be generated without a database (AttributeError" in output


def test_a_migration_that_is_not_python_is_reported(chain: Chain) -> None:
    path = chain.add("broken", "pass")
    path.write_text("revision = 'broken'\ndown_revision =\n", "utf-8")
    output = lint.lint()
    assert output == f"the migrations cannot be read: SyntaxError: invalid syntax ({path.name}, line 2)"
