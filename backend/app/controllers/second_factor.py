"""Routes for setting up the second factor, and for the second step of signing in."""

from typing import Any

from app.controllers.access import Access, allow
from app.controllers.blueprints import make_blueprint
from app.controllers.cookies import (
    forget_pending_token,
    pending_token,
    send_session_token,
    session_token,
)
from app.controllers.openapi import NO_CONTENT, problems
from app.controllers.schemas.second_factor import (
    RecoveryCodes,
    SecondFactorCode,
    SecondFactorSetup,
    SecondFactorStatus,
)
from app.controllers.schemas.session import Session
from app.controllers.sign_in import current_session
from app.controllers.wiring import service
from app.services.second_factor import SecondFactorService
from app.services.sessions import SessionService

blueprint = make_blueprint("second_factor", "/api", takes_tokens=False)


@blueprint.post("/session/second-factor")
@blueprint.input(SecondFactorCode)
@blueprint.output(Session)
@blueprint.doc(responses=problems(403, 429))
@allow(Access.PUBLIC)
def finish_sign_in(body: SecondFactorCode) -> Any:
    """Finish signing in with a code. The password was right before, in the same browser."""
    sessions = service(SessionService)
    send_session_token(sessions.finish(pending_token(), body.code, session_token()))
    forget_pending_token()
    return current_session()


@blueprint.get("/account/second-factor")
@blueprint.output(SecondFactorStatus)
def get_second_factor() -> Any:
    """Tell whether signing in needs a code."""
    return service(SecondFactorService).status()


@blueprint.post("/account/second-factor/setup")
@blueprint.output(SecondFactorSetup)
@blueprint.doc(responses=problems(409))
def set_up_second_factor() -> Any:
    """Make a secret for an authenticator app."""
    return service(SecondFactorService).set_up()


@blueprint.post("/account/second-factor")
@blueprint.input(SecondFactorCode)
@blueprint.output(RecoveryCodes)
@blueprint.doc(responses=problems(409, 429))
def activate_second_factor(body: SecondFactorCode) -> Any:
    """Require codes from now on, after a first right one. All other sessions end."""
    activated = service(SecondFactorService).activate(body.code)
    send_session_token(activated.token)
    return activated


@blueprint.post("/account/second-factor/recovery-codes")
@blueprint.output(RecoveryCodes)
@blueprint.doc(responses=problems(409))
def renew_recovery_codes() -> Any:
    """Make new recovery codes. The old ones stop working."""
    return {"recovery_codes": service(SecondFactorService).renew_recovery_codes()}


@blueprint.delete("/account/second-factor")
@blueprint.doc(responses=NO_CONTENT)
def remove_second_factor() -> Any:
    """Require no code any more."""
    service(SecondFactorService).remove()
    return "", 204
