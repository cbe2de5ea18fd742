"""Schemas for teams."""

from typing import Annotated

from pydantic import Field

from app.actor import Role
from app.controllers.schemas.base import Payload, Resource, partial
from app.fields import Identity, ShortText, Version
from app.formats import SLUG

TeamName = Annotated[ShortText, Field(max_length=100, examples=["Acme"])]
Slug = Annotated[
    str,
    Field(
        pattern=f"^{SLUG}$",
        description="Part of the addresses of the team's pages: /t/acme.",
        examples=["acme"],
    ),
]


class TeamSummary(Resource):
    """A team, and the user's role in it."""

    slug: str
    name: str
    role: Role


class Team(TeamSummary):
    """A team, as its members see it."""

    id: Identity
    version: Version


class TeamCreate(Payload):
    """A team to create. Its slug is made from its name."""

    name: TeamName


@partial
class TeamUpdate(Payload):
    """The fields to change; omitted fields stay unchanged. Only the owner can change the slug."""

    name: TeamName
    slug: Slug
