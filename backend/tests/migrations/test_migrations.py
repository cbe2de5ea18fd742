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
    """Return Alembic's settings, with a database of its own."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = own_database
    return config


def schema(url: str) -> dict[str, object]:
    """Return what the schema consists of."""
    engine = plain_engine(DatabaseSettings(database_url=url))
    found = inspect(engine)
    tables = {
        table: (
            [(column["name"], str(column["type"]), column["default"]) for column in found.get_columns(table)],
            sorted(str(index["name"]) for index in found.get_indexes(table)),
            sorted(str(check["name"]) for check in found.get_check_constraints(table)),
            sorted(str(key["name"]) for key in found.get_foreign_keys(table)),
        )
        for table in found.get_table_names()
        if table != "alembic_version"
    }
    with engine.connect() as connection:
        extensions = connection.scalars(text("SELECT extname FROM pg_extension ORDER BY 1")).all()
    engine.dispose()
    return {"tables": tables, "extensions": extensions}


def fill(url: str) -> None:
    """Store the demo data and what the factories make."""
    engine = plain_engine(DatabaseSettings(database_url=url))
    with Session(engine) as session, factories.bound(session):
        seed(session)
        for factory in vars(factories).values():
            if isinstance(factory, type) and issubclass(factory, factories.base.ModelFactory):
                factory.create_batch(10)
        session.commit()
    engine.dispose()


def test_all_the_way_down_and_up_again_the_schema_is_the_same(config: Config, own_database: str) -> None:
    migrated = schema(own_database)

    command.downgrade(config, "base")
    assert schema(own_database) == {"tables": {}, "extensions": ["plpgsql"]}

    command.upgrade(config, "head")
    assert schema(own_database) == migrated


def test_each_migration_goes_down_and_up_again_with_rows_in_the_tables(
    config: Config, own_database: str, run_migration: Callable[[Config, str, str], None]
) -> None:
    fill(own_database)
    for migration in ScriptDirectory.from_config(config).walk_revisions():
        before = schema(own_database)
        run_migration(config, "downgrade", migration.revision)
        run_migration(config, "upgrade", migration.revision)
        assert schema(own_database) == before
        run_migration(config, "downgrade", migration.revision)


def test_the_models_and_the_migrations_agree(config: Config) -> None:
    command.check(config)


def test_there_is_one_newest_migration_and_each_file_comes_after_those_that_it_follows(
    config: Config,
) -> None:
    migrations = list(ScriptDirectory.from_config(config).walk_revisions())
    files = {each.revision: Path(each.path).name for each in migrations}
    followed = [
        (each.revision, old) for each in migrations for old in to_tuple(each.down_revision, default=())
    ]

    assert len(files.keys() - {old for _new, old in followed}) == 1
    assert all(files[new] > files[old] for new, old in followed)


def test_the_statements_can_be_written_down(config: Config, capsys: pytest.CaptureFixture[str]) -> None:
    command.upgrade(config, "head", sql=True)

    assert "INSERT INTO alembic_version" in capsys.readouterr().out


def test_a_database_that_does_not_answer_is_one_sentence(config: Config) -> None:
    config.attributes["url"] = "postgresql://nobody@127.0.0.1:1/nothing"

    with pytest.raises(CommandError, match="the database does not answer"):
        command.upgrade(config, "head")


def test_a_wrong_address_is_one_sentence(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    del config.attributes["url"]
    monkeypatch.setenv("DATABASE_URL", "mysql://elsewhere")

    with pytest.raises(CommandError, match=r"^DATABASE_URL.+ postgresql://"):
        command.upgrade(config, "head")
