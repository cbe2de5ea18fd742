"""Routes for the user's API tokens."""

from types import SimpleNamespace
from typing import Any

from app.controllers.blueprints import make_blueprint
from app.controllers.schemas.api_token import ApiToken, ApiTokenCreation, IssuedApiToken
from app.controllers.schemas.lists import Items
from app.controllers.wiring import service
from app.services.api_tokens import ApiTokenService, TokenScope

blueprint = make_blueprint("api_tokens", "/api/account/tokens", takes_tokens=False)


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
