"""Authors on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import MISSING, Field

from app.controllers.schemas.fields import Identity, Line, Paragraphs, Payload, Resource, Version
from app.controllers.schemas.lists import ListQuery, Search

Name = Annotated[Line, Field(max_length=200, examples=["Name"])]
Biography = Annotated[Paragraphs, Field(max_length=5000, examples=["Biography"])]


class AuthorCreate(Payload):
    """A new author."""

    name: Name
    biography: Biography = ""


class AuthorUpdate(Payload):
    """What to change; what is left out stays as it is."""

    name: Name | MISSING = MISSING
    biography: Biography | MISSING = MISSING


class Author(Resource):
    """An author."""

    id: Identity
    name: str
    biography: str
    created_at: datetime
    updated_at: datetime
    version: Version


class AuthorPage(Resource):
    """Some authors, and the cursor of the next page: null on the last."""

    items: list[Author]
    next_cursor: str | None


class AuthorFilters(Payload):
    """What narrows the list down."""

    search: Search | MISSING = MISSING


class AuthorQuery(ListQuery, AuthorFilters):
    """Filters and order of the list."""

    sort: Literal["name", "-name"] = "name"
