"""Schemas for sessions and for signing up."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from app.controllers.schemas.base import Payload, Resource
from app.controllers.schemas.team import Team, TeamSummary
from app.fields import Identity, LongText, ShortText
from app.formats import MAX_NAME, Email
from app.services.passwords import MAX_LENGTH, MIN_LENGTH

Name = Annotated[ShortText, Field(max_length=MAX_NAME, examples=["Ada Lovelace"])]
Token = Annotated[LongText, Field(max_length=200, description="From the mailed link.")]
CurrentPassword = Annotated[LongText, Field(max_length=MAX_LENGTH)]
NewPassword = Annotated[
    LongText, Field(min_length=MIN_LENGTH, max_length=MAX_LENGTH, examples=["correct horse battery staple"])
]


class User(Resource):
    """A person with an account."""

    id: Identity
    email: str
    name: str
    is_admin: bool
    created_at: datetime
    deletes_on: Annotated[date | None, Field(description="The account is deleted on this day.")]


class Session(Resource):
    """Who is signed in; null for nobody."""

    user: User | None
    # region teams
    team: Annotated[
        Team | None, Field(description="The team in the address, or null if the user is not a member.")
    ]
    teams: Annotated[list[TeamSummary], Field(description="The teams of the user, by name.")]
    # endregion


class SignIn(Payload):
    """An account and its password."""

    email: Email
    password: CurrentPassword


class Confirmation(Payload):
    """The proof of the user's identity."""

    password: CurrentPassword


class ConfirmationMethods(Resource):
    """How the user can confirm their identity. If there is no way, they have to set a password first."""

    methods: list[Literal["password", "passkey", "provider"]]


class SignUp(Payload):
    """A person who wants an account."""

    email: Email
    name: Name


class PasswordRequest(Payload):
    """The account of a forgotten password."""

    email: Email


class TokenAndPassword(Payload):
    """The token of a link, and the password for the account."""

    token: Token
    password: NewPassword


class Accepted(Resource):
    """The request was accepted. A message follows."""
