"""Every kind of difference between models and database, migrated forward and backward."""

import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import psycopg2
import pytest
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.operations.ops import MigrationScript
from alembic.util import CommandError
from sqlalchemy import (
    DDL,
    JSON,
    CheckConstraint,
    Column,
    Computed,
    Connection,
    Enum,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Numeric,
    Sequence,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    text,
)
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.schema import SchemaItem

from tests.support.column_types import Lower, Point

Parts = list[SchemaItem]
CONVENTION = {"ck": "ck_%(table_name)s_%(constraint_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s"}


def words(*values: str, name: str = "mood") -> Enum:
    return Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def column(kind: Any, *parts: Any, **options: Any) -> Parts:
    return [Column("it", kind, *parts, **options)]


def check(rule: str) -> Parts:
    return [Column("it", Integer), CheckConstraint(rule, name="rule")]


def index(*columns: Any, **options: Any) -> Parts:
    return [Column("it", String(20)), Column("other", Integer), Index("ix_things_it", *columns, **options)]


NATIVE = ("glad", "sad")
CASES: dict[str, tuple[Parts, Parts]] = {
    "text enum, column new": ([], column(words(*NATIVE), nullable=False, server_default="glad")),
    "text enum, value added": (column(words(*NATIVE)), column(words(*NATIVE, "calm"))),
    "text enum, value removed": (column(words(*NATIVE, "calm")), column(words(*NATIVE))),
    "text enum, value renamed": (column(words("glad", "sad")), column(words("glad", "blue"))),
    "native enum, column new": ([], column(Enum(*NATIVE, name="mood"))),
    "native enum with default": (
        [],
        column(Enum(*NATIVE, name="mood"), server_default="sad", nullable=False),
    ),
    "native enum, value added": (
        column(Enum("a", "c", name="mood")),
        column(Enum("a", "b", "c", name="mood")),
    ),
    "native enum, value added first": (column(Enum("b", name="mood")), column(Enum("a", "b", name="mood"))),
    "native enum, value removed": (
        column(Enum("a", "b", "c", name="mood"), server_default="a"),
        column(Enum("a", "c", name="mood"), server_default="a"),
    ),
    "native enum, value renamed": (column(Enum("a", "b", name="mood")), column(Enum("a", "z", name="mood"))),
    "native enum in an array": ([], column(pg.ARRAY(Enum(*NATIVE, name="mood")))),
    "native enum in an array, value removed": (
        column(pg.ARRAY(Enum("a", "b", name="mood"))),
        column(pg.ARRAY(Enum("a", name="mood"))),
    ),
    "check, another rule": (check("it > 0"), check("it >= 0")),
    "check, new": ([Column("it", Integer)], check("it > 0")),
    "check with odd signs": (
        [Column("it", String)],
        [Column("it", String), CheckConstraint("it ~ '^a:b%c$'", name="odd")],
    ),
    "index, method": (
        index("it", postgresql_using="btree"),
        index("it", postgresql_using="hash"),
    ),
    "index, operator class": (index("it"), index("it", postgresql_ops={"it": "varchar_pattern_ops"})),
    "index, part of the rows": (index("it"), index("it", postgresql_where=text("other > 0"))),
    "index, another part of the rows": (
        index("it", postgresql_where=text("it IN ('a', 'b')")),
        index("it", postgresql_where=text("it IN ('a', 'c')")),
    ),
    "index, expression": (index("it"), index(text("lower(it)"))),
    "index, order": (index("it"), index(text("it DESC NULLS LAST"))),
    "index, included": (index("it"), index("it", postgresql_include=["other"])),
    "index, unique": (index("it"), index("it", unique=True)),
    "index, nulls not distinct": (
        index("it", unique=True),
        index("it", unique=True, postgresql_nulls_not_distinct=True),
    ),
    "index, storage": (index("it"), index("it", postgresql_with={"fillfactor": 50})),
    "type, longer": (column(String(20)), column(String(40))),
    "type, another": (column(Integer), column(Numeric(10, 2))),
    "collation": (column(String(20)), column(String(20, collation="C"))),
    "nullability": (column(Integer, nullable=True), column(Integer, nullable=False)),
    "default": (column(Integer, server_default="1"), column(Integer, server_default="2")),
    "default, JSON": ([], column(JSON, server_default="{}", nullable=False)),
    "default, JSONB": ([], column(pg.JSONB, server_default=text("'{}'::jsonb"), nullable=False)),
    "default, array": ([], column(pg.ARRAY(String), server_default="{}", nullable=False)),
    "default, expression": (
        [],
        column(pg.TIMESTAMP, server_default=text("timezone('utc', now())"), nullable=False),
    ),
    "default, UUID": ([], column(pg.UUID, server_default=text("gen_random_uuid()"), nullable=False)),
    "own type": ([], column(Point, server_default=text("point '(0,0)'"), nullable=False)),
    "type decorator": ([], column(Lower(50))),
    "range": ([], column(pg.INT4RANGE)),
    "generated column": (
        [Column("other", Integer)],
        [Column("other", Integer), Column("it", Integer, Computed("other + 1", persisted=True))],
    ),
    "generated column, another expression": (
        [Column("other", Integer), Column("it", Integer, Computed("other + 1", persisted=True))],
        [Column("other", Integer), Column("it", Integer, Computed("other + 2", persisted=True))],
    ),
    "identity, new": (
        column(Integer, nullable=False),
        column(Integer, Identity(always=True), nullable=False),
    ),
    "identity, start": (
        column(Integer, Identity(start=1), nullable=False),
        column(Integer, Identity(start=10), nullable=False),
    ),
    "comments": (column(Integer), column(Integer, comment="it's what it is")),
    "unique, nulls not distinct": (
        [Column("it", Integer), UniqueConstraint("it")],
        [Column("it", Integer), UniqueConstraint("it", postgresql_nulls_not_distinct=True)],
    ),
    "unique, deferred": (
        [Column("it", Integer), UniqueConstraint("it")],
        [Column("it", Integer), UniqueConstraint("it", deferrable=True, initially="DEFERRED")],
    ),
    "foreign key, on delete": (
        column(Integer, ForeignKey("others.id", name="fk")),
        column(Integer, ForeignKey("others.id", name="fk", ondelete="CASCADE")),
    ),
    "foreign key, deferrable": (
        column(Integer, ForeignKey("others.id", name="fk")),
        column(Integer, ForeignKey("others.id", name="fk", deferrable=True)),
    ),
    "exclusion constraint": (
        [Column("it", pg.INT4RANGE)],
        [Column("it", pg.INT4RANGE), pg.ExcludeConstraint(("it", "&&"), using="gist", name="ex_it")],
    ),
    "domain": ([], column(pg.DOMAIN("positive", Integer, check="VALUE > 0"))),
    "sequence": ([], column(Integer, Sequence("numbers"), server_default=Sequence("numbers").next_value())),
}


@pytest.fixture
def connection(own_database: str) -> Iterator[Connection]:
    engine = create_engine("postgresql+psycopg2://", creator=lambda: psycopg2.connect(own_database))
    with engine.connect() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
        connection.commit()
        yield connection
    engine.dispose()


def models(parts: Parts, schema: str | None = None) -> MetaData:
    metadata = MetaData(naming_convention=CONVENTION)
    Table("others", metadata, Column("id", Integer, primary_key=True))
    Table("things", metadata, Column("id", Integer, primary_key=True), *parts, schema=schema)
    return metadata


def script(connection: Connection, metadata: MetaData) -> MigrationScript:
    plugins = ["alembic.autogenerate.*", "headstart.*"]
    schemas = {None, *(table.schema for table in metadata.tables.values())}
    context = MigrationContext.configure(
        connection,
        opts={
            "autogenerate_plugins": plugins,
            "include_schemas": True,
            "include_name": lambda name, kind, _parents: kind != "schema" or name in schemas,
        },
    )
    return produce_migrations(context, metadata)


def differences(connection: Connection, metadata: MetaData) -> str:
    operations = script(connection, metadata).upgrade_ops
    assert operations is not None
    context = MigrationContext.configure(connection)
    return "" if operations.is_empty() else render_python_code(operations, migration_context=context)


def run(connection: Connection, operations: Any, metadata: MetaData, imports: set[str]) -> None:
    """Run operations as the code that a migration has of them."""
    connection.rollback()
    options = {"target_metadata": metadata, "transaction_per_migration": True}
    context = MigrationContext.configure(connection, opts=options)
    code = textwrap.dedent("    " + render_python_code(operations, migration_context=context))
    namespace: dict[str, Any] = {"op": Operations(context)}
    exec("import sqlalchemy as sa\n" + "\n".join(imports), namespace)  # noqa: S102 -- it is what Alembic wrote
    with context.begin_transaction(_per_migration=True):  # as env.py does
        exec(code, namespace)  # noqa: S102
    connection.commit()


def migrate(connection: Connection, metadata: MetaData) -> Callable[[], None]:
    """Migrate to some models; return a function that reverts it."""
    migration = script(connection, metadata)
    assert migration.upgrade_ops is not None
    assert migration.downgrade_ops is not None
    imports = {"from sqlalchemy.dialects import postgresql", f"import {Point.__module__}"}
    run(connection, migration.upgrade_ops, metadata, imports)
    return lambda: run(connection, migration.downgrade_ops, metadata, imports)


@pytest.mark.filterwarnings("ignore:Did not recognize type")  # env.py ignores it too
@pytest.mark.parametrize("case", CASES)
def test_a_difference_is_migrated_forward_and_backward_and_then_there_is_none(
    case: str, connection: Connection
) -> None:
    before, after = (models(parts) for parts in CASES[case])
    before.create_all(connection)
    connection.execute(text("INSERT INTO others VALUES (1)"))
    connection.commit()
    assert differences(connection, before) == ""

    take_back = migrate(connection, after)
    assert differences(connection, after) == ""
    take_back()
    assert differences(connection, before) == ""
    migrate(connection, after)
    assert differences(connection, after) == ""


ENABLE, FORCE = (f"ALTER TABLE %(fullname)s {word} ROW LEVEL SECURITY" for word in ("ENABLE", "FORCE"))
POSITIVE, NEGATIVE = (
    f"CREATE POLICY mine ON %(fullname)s USING (id {sign} nullif(current_setting('app.it', true), '')::int)"
    for sign in (">", "<")
)
OTHER = "CREATE POLICY other ON %(fullname)s AS RESTRICTIVE FOR INSERT TO pg_monitor WITH CHECK (id <> 7)"


def secured(*statements: str) -> MetaData:
    metadata = models([])
    for statement in statements:
        event.listen(metadata.tables["things"], "after_create", DDL(statement))  # type: ignore[no-untyped-call] # SQLAlchemy has no type for it
    return metadata


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((ENABLE,), (ENABLE, POSITIVE)),
        ((ENABLE, POSITIVE), (ENABLE, NEGATIVE)),
        ((ENABLE, OTHER, POSITIVE), (ENABLE, POSITIVE)),
        ((ENABLE, POSITIVE), (ENABLE, FORCE, POSITIVE, OTHER)),
    ],
)
def test_row_level_security_is_migrated_forward_and_backward(
    connection: Connection, old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    before, after = secured(*old), secured(*new)
    before.create_all(connection)
    connection.commit()
    assert differences(connection, before) == ""

    take_back = migrate(connection, after)
    assert differences(connection, after) == ""
    take_back()
    assert differences(connection, before) == ""


def test_a_table_is_created_and_dropped_with_its_policies(connection: Connection) -> None:
    after, without = secured(ENABLE, POSITIVE), MetaData(naming_convention=CONVENTION)
    without.create_all(connection)
    connection.commit()

    take_back = migrate(connection, after)
    assert differences(connection, after) == ""
    take_back()
    assert differences(connection, without) == ""

    migrate(connection, after)
    restore = migrate(connection, without)
    restore()
    assert differences(connection, after) == ""


def test_policies_that_were_written_by_hand_are_kept(connection: Connection) -> None:
    secured(ENABLE, POSITIVE).create_all(connection)
    connection.commit()

    assert differences(connection, models([])) == ""


def test_a_second_schema_is_created_and_dropped(connection: Connection) -> None:
    before, after = models([]), MetaData()
    before.create_all(connection)
    connection.commit()
    for table in before.tables.values():
        table.to_metadata(after)
    kind = Enum("a", "b", name="kind", schema="audit")
    Table("events", after, Column("id", Integer, primary_key=True), Column("kind", kind), schema="audit")

    take_back = migrate(connection, after)
    assert differences(connection, after) == ""
    take_back()
    assert differences(connection, before) == ""
    assert connection.scalar(text("SELECT to_regnamespace('audit')")) is None


def test_objects_that_the_models_lack_are_kept(connection: Connection) -> None:
    metadata = models([])
    metadata.create_all(connection)
    connection.execute(
        text(
            "CREATE TYPE spare AS ENUM ('a'); CREATE SEQUENCE spare_numbers; CREATE VIEW seen AS SELECT 1;"
            "CREATE SCHEMA elsewhere CREATE TABLE things (id int)"
        )
    )
    connection.commit()

    assert differences(connection, metadata) == ""


def test_rows_that_a_renamed_value_is_in_are_renamed_too(connection: Connection) -> None:
    models(column(words("glad", "sad"))).create_all(connection)
    connection.execute(text("INSERT INTO things VALUES (1, 'sad')"))
    connection.commit()

    migrate(connection, models(column(words("glad", "blue"))))

    assert connection.scalar(text("SELECT it FROM things")) == "blue"


def test_models_that_postgresql_refuses_are_one_sentence(connection: Connection) -> None:
    with pytest.raises(CommandError, match=r"PostgreSQL rejects the models \(.*citext.*\): correct them, or"):
        script(connection, models(column(pg.CITEXT)))


def test_an_ambiguous_change_is_reported(connection: Connection) -> None:
    models(column(pg.DOMAIN("positive", Integer, check="VALUE > 0"))).create_all(connection)
    connection.commit()

    with pytest.raises(CommandError, match=r"the domain positive is .* needs a handwritten migration"):
        script(connection, models(column(pg.DOMAIN("positive", Integer, check="VALUE > 1"))))


def test_a_migration_that_the_rows_forbid_is_written_with_a_warning(
    connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    models([]).create_all(connection)
    connection.execute(text("INSERT INTO things VALUES (1)"))
    connection.commit()

    migration = script(connection, models(column(Integer, nullable=False)))

    assert migration.upgrade_ops is not None
    assert "add_column" in render_python_code(migration.upgrade_ops)
    assert "contains null values" in caplog.text
