"""Routes for the user's API tokens."""

from datetime import datetime
from types import SimpleNamespace
from typing import Annotated, Any, Literal

from pydantic import Field

from app.controllers.blueprints import make_blueprint
from app.controllers.schemas.base import Payload, Resource
from app.controllers.schemas.lists import Items
from app.controllers.wiring import service
from app.fields import Identity, ShortText
from app.services.api_tokens import ApiTokenService, TokenScope

blueprint = make_blueprint("api_tokens", "/api/account/tokens", takes_tokens=False)


MAX_DAYS = 366

Scope = Annotated[
    Literal["read", "write"], Field(description="A token with the scope read cannot make changes.")
]


class ApiToken(Resource):
    """The right of a program to act for the user."""

    id: Identity
    name: str
    prefix: Annotated[str, Field(description="The token's first characters.", examples=["pat_a1B2c3"])]
    scope: Scope
    created_at: datetime
    expires_at: datetime
    last_used_at: Annotated[datetime | None, Field(description="With a minute's precision.")]


class IssuedApiToken(ApiToken):
    """A new token, which is shown only once."""

    token: Annotated[str, Field(description="For the header Authorization: Bearer.")]


class ApiTokenCreation(Payload):
    """A token to create."""

    name: Annotated[ShortText, Field(max_length=100, examples=["Nightly import"])]
    scope: Scope
    days: Annotated[int, Field(ge=1, le=MAX_DAYS, description="The token expires after this number of days.")]


@blueprint.get("")
@blueprint.output(Items[ApiToken])
def list_api_tokens() -> Any:
    """List the user's API tokens, newest first."""
    return {"items": service(ApiTokenService).list()}


@blueprint.post("")
@blueprint.input(ApiTokenCreation)
@blueprint.output(IssuedApiToken, status_code=201, location=None)
def create_api_token(body: ApiTokenCreation) -> Any:
    """Create a token, which is shown only once."""
    record, token = service(ApiTokenService).create(body.name, TokenScope(body.scope), body.days)
    return SimpleNamespace(**vars(record), last_used_at=None, token=token)


@blueprint.delete("/<id:token_id>")
def delete_api_token(token_id: int) -> Any:
    """Revoke a token."""
    service(ApiTokenService).delete(token_id)
    return "", 204
