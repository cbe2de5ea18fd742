"""Migrations of tables with rows: renamed columns, values for existing rows, and no long locks."""

from collections.abc import Callable

import pytest
from alembic.autogenerate import render_python_code
from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    Connection,
    ForeignKey,
    Identity,
    Index,
    Integer,
    String,
    text,
)

from headstart.migrations.comparison.instructions import Instructions
from tests.migrations.comparison.test_kinds import Parts, connection, differences, migrate, models, script

__all__ = ["connection"]


def parts(name: str, *, nullable: bool = False) -> Parts:
    return [
        Column(name, Integer, ForeignKey("others.id"), unique=True, nullable=nullable),
        CheckConstraint(f"{name} > 0", name=f"{name}_positive"),
        Index(f"ix_things_{name}", name, "id"),
    ]


@pytest.fixture
def rows(connection: Connection) -> Connection:
    models([]).create_all(connection)
    connection.execute(text("INSERT INTO others VALUES (1), (2); INSERT INTO things VALUES (1)"))
    connection.commit()
    return connection


def instruct(monkeypatch: pytest.MonkeyPatch, **values: dict[str, str]) -> None:
    for name, value in Instructions("things", **values).environment().items():
        monkeypatch.setenv(name, value)


def test_a_renamed_column_keeps_its_values(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = models(parts("pages")), models(parts("page_count"))
    before.create_all(connection)
    connection.execute(text("INSERT INTO others VALUES (7); INSERT INTO things VALUES (1, 7)"))
    connection.commit()
    instruct(monkeypatch, renames={"pages": "page_count"})

    revert = migrate(connection, after)
    assert connection.scalar(text("SELECT page_count FROM things")) == 7
    monkeypatch.undo()
    assert differences(connection, after) == ""
    revert()
    assert connection.scalar(text("SELECT pages FROM things")) == 7
    assert differences(connection, before) == ""


@pytest.mark.parametrize(("value", "expected"), [("'2'", 2), ("(SELECT min(id) FROM others)", 1)])
def test_existing_rows_get_a_value_for_a_required_column(
    rows: Connection, monkeypatch: pytest.MonkeyPatch, value: str, expected: int
) -> None:
    after = models(parts("it"))
    instruct(monkeypatch, fills={"it": value})

    revert = migrate(rows, after)
    assert rows.scalar(text("SELECT it FROM things")) == expected
    monkeypatch.undo()
    assert differences(rows, after) == ""
    revert()
    assert differences(rows, models([])) == ""


def test_a_column_that_becomes_required_is_filled_where_it_is_null(
    rows: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(rows, models([Column("it", Integer)]))
    rows.execute(text("INSERT INTO things VALUES (2, 5)"))
    rows.commit()
    instruct(monkeypatch, fills={"it": "'9'"})

    migrate(rows, models([Column("it", Integer, nullable=False)]))

    assert rows.scalars(text("SELECT it FROM things ORDER BY id")).all() == [9, 5]


def test_a_dropped_column_comes_back_without_its_values(connection: Connection) -> None:
    before, after = models(parts("it")), models([])
    before.create_all(connection)
    connection.execute(text("INSERT INTO others VALUES (7); INSERT INTO things VALUES (1, 7)"))
    connection.commit()

    revert = migrate(connection, after)
    assert differences(connection, after) == ""
    revert()
    assert connection.scalar(text("SELECT it FROM things")) is None
    # With its constraints and indexes.
    assert differences(connection, models(parts("it", nullable=True))) == ""


@pytest.mark.parametrize(
    "make",
    [
        lambda: Column("it", Integer, server_default="7", nullable=False),
        lambda: Column("it", Integer, Identity(), nullable=False),
        lambda: Column("it", Integer, Computed("id + 6"), nullable=False),
    ],
    ids=["a default", "an identity", "an expression"],
)
def test_a_dropped_column_that_gets_values_comes_back_as_it_was(
    connection: Connection, make: Callable[[], Column[int]]
) -> None:
    before, after = models([make()]), models([])
    before.create_all(connection)
    connection.execute(text("INSERT INTO things (id) VALUES (1)"))
    connection.commit()

    revert = migrate(connection, after)
    revert()

    assert differences(connection, before) == ""
    assert connection.scalar(text("SELECT it FROM things")) in {1, 7}


def test_what_takes_long_does_not_run_in_the_transaction(rows: Connection) -> None:
    migration = script(rows, models([*parts("it"), Column("word", String(20))]))
    assert migration.upgrade_ops is not None

    code = render_python_code(migration.upgrade_ops)

    transaction, block = code.split("with op.get_context().autocommit_block():")
    assert "VALIDATE" not in transaction
    assert "INDEX" not in transaction
    assert block.count("VALIDATE CONSTRAINT") == 3  # the check, the foreign key and that it is not null
    assert "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS uq_things_it" in block
    assert "UNIQUE USING INDEX uq_things_it" in block
    assert "if_not_exists=True" in transaction


def test_a_migration_that_stopped_in_between_can_run_again_and_be_reverted(
    rows: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    instruct(monkeypatch, fills={"it": "'2'"})
    rows.execute(text("INSERT INTO things VALUES (2)"))
    rows.commit()
    with pytest.raises(Exception, match="could not create unique index"):
        migrate(rows, models(parts("it")))
    rows.rollback()
    rows.execute(text("DELETE FROM things WHERE id = 2"))
    rows.commit()

    migrate(rows, models(parts("it")))
    monkeypatch.undo()
    assert differences(rows, models(parts("it"))) == ""
