"""The parents of all schemas: requests, responses, and what both share."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from inspect import isclass
from typing import Any, TypeVar, get_args

from pydantic import MISSING, BaseModel, ConfigDict

from app.fields import Identity, Version

M = TypeVar("M", bound=BaseModel)


class Payload(BaseModel):
    """A request. Unknown fields are refused: they may be typos."""

    model_config = ConfigDict(extra="forbid")


class Resource(BaseModel):
    """A response. It is read from a record by the names of its fields, and not validated again.

    A computed value is a property of the record.
    """

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class Stored(Resource):
    """What every stored record has."""

    id: Identity
    created_at: datetime
    updated_at: datetime
    version: Version


def plain(schema: type[Resource], record: object) -> Any:
    """Return a record as a dict of the schema's fields, a list of records as a list, and None as None."""
    if record is None:
        return None
    names, nested = _shape(schema)
    if isinstance(record, list):
        return [plain(schema, each) for each in record]
    # Loaded attributes, without the detour through SQLAlchemy's descriptors. An unloaded one is not here.
    stored: Mapping[str, Any] = record if isinstance(record, dict) else getattr(record, "__dict__", {})
    values = {name: stored[name] if name in stored else getattr(record, name) for name in names}
    for name, kind in nested:
        values[name] = plain(kind, values[name])
    return values


@cache
def _shape(schema: type[Resource]) -> tuple[Sequence[str], Sequence[tuple[str, type[Resource]]]]:
    """Return the names of the fields, and those that are resources: ``Author | None``, ``list[Author]``."""
    nested = [
        (name, kind)
        for name, field in schema.model_fields.items()
        for kind in (field.annotation, *get_args(field.annotation))
        if isclass(kind) and issubclass(kind, Resource)
    ]
    return tuple(schema.model_fields), nested


def partial(schema: type[M]) -> type[M]:
    """Make every field of a schema optional, without a default: a change contains some of them."""
    for field in schema.model_fields.values():
        field.default = MISSING
    schema.model_rebuild(force=True)
    return schema
