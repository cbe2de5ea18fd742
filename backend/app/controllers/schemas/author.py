"""Schemas for authors."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.controllers.schemas.base import Payload, Stored, partial
from app.controllers.schemas.lists import ListQuery
from app.fields import LongText, ShortText
from app.services.authors import AuthorFilters


class AuthorFields(BaseModel):
    """The fields that requests and responses have in common."""

    name: Annotated[ShortText, Field(max_length=200, examples=["Name"])]
    biography: Annotated[LongText, Field(max_length=5000, examples=["Biography"])] = ""


class AuthorCreate(AuthorFields, Payload):
    """A new author."""


@partial
class AuthorUpdate(AuthorCreate):
    """The fields to change; omitted fields stay unchanged."""


class Author(AuthorFields, Stored):
    """An author."""


@dataclass(frozen=True, kw_only=True)
class AuthorExport(AuthorFilters):
    """Filters and sort order of the list."""

    sort: Literal["name", "-name"] = "name"


@dataclass(frozen=True, kw_only=True)
class AuthorQuery(AuthorExport, ListQuery):
    """Filters, sort order and page of the list."""
