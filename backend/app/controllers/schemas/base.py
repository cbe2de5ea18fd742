"""Base classes of all schemas, for requests and responses."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from inspect import isclass
from typing import Any, TypeVar, get_args

from pydantic import MISSING, BaseModel, ConfigDict

from app.fields import Identity, Version

M = TypeVar("M", bound=BaseModel)


class Payload(BaseModel):
    """A request. Unknown fields are rejected, because they may be typos."""

    model_config = ConfigDict(extra="forbid")


class Resource(BaseModel):
    """A response. Its fields are read from the record's attributes of the same names, without validation.

    To add a computed value, add a property to the model.
    """

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class Stored(Resource):
    """The fields that all stored records have."""

    id: Identity
    created_at: datetime
    updated_at: datetime
    version: Version


def plain(schema: type[Resource], record: object) -> Any:
    """Return a record, a list of records, or None as plain data with the schema's fields."""
    if record is None:
        return None
    names, nested = shape(schema)
    if isinstance(record, list):
        return [plain(schema, each) for each in record]
    # Reading loaded attributes directly is faster than SQLAlchemy's descriptors. Unloaded ones are missing.
    stored: Mapping[str, Any] = record if isinstance(record, dict) else getattr(record, "__dict__", {})
    values = {name: stored[name] if name in stored else getattr(record, name) for name in names}
    for name, kind in nested:
        values[name] = plain(kind, values[name])
    return values


@cache
def shape(schema: type[Resource]) -> tuple[Sequence[str], Sequence[tuple[str, type[Resource]]]]:
    """Return the names of the fields, and the resources among them: ``Author | None``, ``list[Author]``."""
    nested = [
        (name, kind)
        for name, field in schema.model_fields.items()
        for kind in (field.annotation, *get_args(field.annotation))
        if isclass(kind) and issubclass(kind, Resource)
    ]
    return tuple(schema.model_fields), nested


def partial(schema: type[M]) -> type[M]:
    """Make all fields of a schema optional, without defaults, for changes that contain only some of them."""
    for field in schema.model_fields.values():
        field.default = MISSING
    schema.model_rebuild(force=True)
    return schema
