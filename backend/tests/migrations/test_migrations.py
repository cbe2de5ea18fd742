from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError, to_tuple
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

import factories
from app.config import DatabaseSettings
from app.repositories.engine import plain_engine
from seeds import seed

ROOT = Path(__file__).parents[3]


@pytest.fixture
def config(own_database: str) -> Config:
    """Return an Alembic configuration with its own database."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = own_database
    return config


def schema(url: str) -> dict[str, object]:
    """Return a description of the schema for comparison."""
    engine = plain_engine(DatabaseSettings(database_url=url))
    inspector = inspect(engine)
    tables = {
        table: (
            # Not in their order: a dropped column comes back as the last one.
            sorted(
                (column["name"], str(column["type"]), str(column["default"]))
                for column in inspector.get_columns(table)
            ),
            sorted(str(index["name"]) for index in inspector.get_indexes(table)),
            sorted(str(check["name"]) for check in inspector.get_check_constraints(table)),
            sorted(str(key["name"]) for key in inspector.get_foreign_keys(table)),
        )
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }
    with engine.connect() as connection:
        extensions = connection.scalars(text("SELECT extname FROM pg_extension ORDER BY 1")).all()
    engine.dispose()
    return {"tables": tables, "extensions": extensions}


def fill(url: str) -> None:
    """Store the demo data and some records of every factory."""
    engine = plain_engine(DatabaseSettings(database_url=url))
    with Session(engine) as session, factories.bound(session):
        seed(session)
        for factory in vars(factories).values():
            if isinstance(factory, type) and issubclass(factory, factories.base.ModelFactory):
                factory.create_batch(10)
        session.commit()
    engine.dispose()


def test_downgrading_to_base_and_upgrading_restores_the_schema(config: Config, own_database: str) -> None:
    migrated = schema(own_database)

    command.downgrade(config, "base")
    assert schema(own_database) == {"tables": {}, "extensions": ["plpgsql"]}

    command.upgrade(config, "head")
    assert schema(own_database) == migrated


def test_each_migration_can_be_reverted_and_reapplied_with_data(
    config: Config, own_database: str, run_migration: Callable[[Config, str, str], None]
) -> None:
    fill(own_database)
    for migration in ScriptDirectory.from_config(config).walk_revisions():
        before = schema(own_database)
        run_migration(config, "downgrade", migration.revision)
        run_migration(config, "upgrade", migration.revision)
        assert schema(own_database) == before
        run_migration(config, "downgrade", migration.revision)


def test_the_models_match_the_migrations(config: Config) -> None:
    command.check(config)


def test_there_is_a_single_head_and_files_sort_after_their_parents(
    config: Config,
) -> None:
    migrations = list(ScriptDirectory.from_config(config).walk_revisions())
    files = {migration.revision: Path(migration.path).name for migration in migrations}
    edges = [
        (migration.revision, parent)
        for migration in migrations
        for parent in to_tuple(migration.down_revision, default=())
    ]

    assert len(files.keys() - {parent for _child, parent in edges}) == 1
    assert all(files[child] > files[parent] for child, parent in edges)


def test_migrations_can_be_printed_as_sql(config: Config, capsys: pytest.CaptureFixture[str]) -> None:
    command.upgrade(config, "head", sql=True)

    assert "INSERT INTO alembic_version" in capsys.readouterr().out


def test_an_unreachable_database_is_a_short_error(config: Config) -> None:
    config.attributes["url"] = "postgresql://nobody@127.0.0.1:1/nothing"

    with pytest.raises(CommandError, match="the database does not answer"):
        command.upgrade(config, "head")


def test_an_invalid_database_url_is_a_short_error(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    del config.attributes["url"]
    monkeypatch.setenv("DATABASE_URL", "mysql://elsewhere")

    with pytest.raises(CommandError, match=r"^DATABASE_URL.+ postgresql://"):
        command.upgrade(config, "head")
