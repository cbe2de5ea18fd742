import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import app.models
from app.models.base import Base


def test_every_model_is_imported() -> None:
    files = {path.stem for path in Path(app.models.__path__[0]).glob("*.py")} - {"__init__"}

    assert {f"app.models.{name}" for name in files} <= set(sys.modules)


def test_every_constraint_has_a_name() -> None:
    for table in Base.metadata.tables.values():
        assert [constraint for constraint in table.constraints if not constraint.name] == []


def test_relationships_are_never_loaded_implicitly() -> None:
    for mapper in Base.registry.mappers:
        assert {relationship.lazy for relationship in mapper.relationships} <= {"raise"}


def test_columns_can_hold_the_longest_text_that_the_api_accepts() -> None:
    for mapper in Base.registry.mappers:
        for name, max_length in max_lengths(mapper.class_).items():
            column_length = (
                getattr(mapper.columns[name].type, "length", None) if name in mapper.columns else None
            )
            assert column_length is None or column_length >= max_length, (mapper.class_, name)


def max_lengths(model: type[Base]) -> dict[str, int]:
    """Return the maximum lengths of text fields in the API; empty if the API does not expose the model."""
    module = f"app.controllers.schemas.{model.__module__.rpartition('.')[2]}"
    if find_spec(module) is None:
        return {}
    schema = getattr(import_module(module), f"{model.__name__}Create", None)
    fields = schema.model_json_schema()["properties"] if schema else {}
    return {name: field["maxLength"] for name, field in fields.items() if "maxLength" in field}


def test_every_model_has_a_version() -> None:
    assert [mapper for mapper in Base.registry.mappers if mapper.version_id_col is None] == []
