import sys
from importlib import import_module
from importlib.util import find_spec
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


def test_the_database_has_room_for_every_text_that_the_api_accepts() -> None:
    for mapper in Base.registry.mappers:
        for name, accepted in longest_texts(mapper.class_).items():
            stored = getattr(mapper.columns[name].type, "length", None) if name in mapper.columns else None
            assert stored is None or stored >= accepted, (mapper.class_, name)


def longest_texts(model: type[Base]) -> dict[str, int]:
    """Return how long the texts of a new record may be; nothing for a model that the API does not have."""
    module = f"app.controllers.schemas.{model.__module__.rpartition('.')[2]}"
    if find_spec(module) is None:
        return {}
    schema = getattr(import_module(module), f"{model.__name__}Create", None)
    fields = schema.model_json_schema()["properties"] if schema else {}
    return {name: field["maxLength"] for name, field in fields.items() if "maxLength" in field}


def test_every_model_has_a_version() -> None:
    assert [mapper for mapper in Base.registry.mappers if mapper.version_id_col is None] == []
