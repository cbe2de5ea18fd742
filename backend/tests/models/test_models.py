import sys
from importlib import import_module
from pathlib import Path

import app.models
from app.models.base import Base


def test_every_file_of_the_package_is_loaded() -> None:
    files = {path.stem for path in Path(app.models.__path__[0]).glob("*.py")} - {"__init__"}

    assert {f"app.models.{name}" for name in files} <= set(sys.modules)


def test_every_constraint_has_a_name() -> None:
    for table in Base.metadata.tables.values():
        assert [constraint for constraint in table.constraints if not constraint.name] == []


def test_no_relationship_loads_by_itself() -> None:
    for mapper in Base.registry.mappers:
        assert {relationship.lazy for relationship in mapper.relationships} <= {"raise"}


def test_text_is_as_long_in_the_database_as_the_api_lets_it_be() -> None:
    for mapper in Base.registry.mappers:
        model = mapper.class_
        schemas = import_module(f"app.controllers.schemas.{model.__module__.rpartition('.')[2]}")
        allowed = getattr(schemas, f"{model.__name__}Create").model_json_schema()["properties"]
        longest = {name: field["maxLength"] for name, field in allowed.items() if "maxLength" in field}
        stored = {name: mapper.columns[name].type.length for name in longest}
        assert stored == longest


def test_every_model_has_a_version() -> None:
    assert [mapper for mapper in Base.registry.mappers if mapper.version_id_col is None] == []
