"""Routes for setting up the second factor, and for the second step of signing in."""

from typing import Any

from app.controllers.access import Access, allow
from app.controllers.blueprints import make_blueprint
from app.controllers.cookies import PENDING_SIGN_IN, SESSION
from app.controllers.openapi import problems
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
    """Finish signing in with a code, in the browser in which the password was entered."""
    sessions = service(SessionService)
    SESSION.send(sessions.finish(PENDING_SIGN_IN.read() or "", body.code, SESSION.read()))
    PENDING_SIGN_IN.forget()
    return current_session()


@blueprint.get("/account/second-factor")
@blueprint.output(SecondFactorStatus)
def get_second_factor() -> Any:
    """Return whether signing in requires a code."""
    return service(SecondFactorService).status()


@blueprint.post("/account/second-factor/setup")
@blueprint.output(SecondFactorSetup)
@blueprint.doc(responses=problems(409))
def set_up_second_factor() -> Any:
    """Create a secret for an authenticator app."""
    return service(SecondFactorService).set_up()


@blueprint.post("/account/second-factor")
@blueprint.input(SecondFactorCode)
@blueprint.output(RecoveryCodes)
@blueprint.doc(responses=problems(409, 429))
def activate_second_factor(body: SecondFactorCode) -> Any:
    """Turn on the second factor with a first valid code, and end all other sessions."""
    recovery_codes, token = service(SecondFactorService).activate(body.code)
    SESSION.send(token)
    return {"recovery_codes": recovery_codes}


@blueprint.post("/account/second-factor/recovery-codes")
@blueprint.output(RecoveryCodes)
@blueprint.doc(responses=problems(409))
def renew_recovery_codes() -> Any:
    """Create new recovery codes, which replace the old ones."""
    return {"recovery_codes": service(SecondFactorService).renew_recovery_codes()}


@blueprint.delete("/account/second-factor")
def remove_second_factor() -> Any:
    """Turn off the second factor."""
    service(SecondFactorService).remove()
    return "", 204
