"""The migrations create the tables that the installed version of procrastinate expects."""

import re
from collections.abc import Iterator

import pytest
from procrastinate.schema import SchemaManager
from sqlalchemy import Engine, text

from app.config import DatabaseSettings
from app.repositories.engine import plain_engine

OWN = {"failures", "forget_worker", "ix_events_at"}  # what the library does not know

DEFINITIONS = """
SELECT 'column', table_name, column_name,
    concat_ws(' ', udt_name, column_default, is_nullable, identity_generation)
FROM information_schema.columns WHERE table_schema = :schema
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = CAST(:schema AS regnamespace)
UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = :schema
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(pg_trigger.oid)
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE relnamespace = CAST(:schema AS regnamespace) AND NOT tgisinternal
UNION ALL SELECT 'function', '', proname,
    concat_ws(' ', pg_get_function_arguments(oid), pg_get_function_result(oid), prosrc)
FROM pg_proc WHERE pronamespace = CAST(:schema AS regnamespace)
UNION ALL SELECT 'type', typname, enumlabel,
    rank() OVER (PARTITION BY enumtypid ORDER BY enumsortorder)::text
FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid WHERE typnamespace = CAST(:schema AS regnamespace)
"""


@pytest.fixture
def engine(own_database: str) -> Iterator[Engine]:
    engine = plain_engine(DatabaseSettings(database_url=own_database))
    yield engine
    engine.dispose()


def definitions(engine: Engine, schema: str) -> set[tuple[str, ...]]:
    """Return the definitions in a schema, without the names of schemas."""
    with engine.connect() as connection:
        rows = connection.execute(text(DEFINITIONS), {"schema": schema}).all()
    return {tuple(re.sub(r"\b(expected|jobs)\.", "", str(part)) for part in row) for row in rows}


def test_the_migrated_schema_is_that_of_the_installed_library(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA expected"))
        connection.execute(text("SET LOCAL search_path = expected"))
        connection.execute(text(SchemaManager.get_schema()))

    expected = definitions(engine, "expected")
    migrated = {each for each in definitions(engine, "jobs") if OWN.isdisjoint(each)}

    assert len(expected) > 50
    assert migrated == expected, (
        "The installed version of procrastinate has another schema: add a migration with its files "
        "procrastinate/sql/migrations/*.sql that come after the last one that the migrations apply"
    )


def test_every_function_finds_its_tables_from_any_session(engine: Engine) -> None:
    with engine.connect() as connection:
        settings = connection.scalars(
            text("SELECT proconfig FROM pg_proc WHERE pronamespace = 'jobs'::regnamespace")
        ).all()

    assert settings
    assert all(each == ["search_path=jobs"] for each in settings)
