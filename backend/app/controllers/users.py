"""Routes for administrators: users."""

from typing import Any

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.openapi import problems
from app.controllers.schemas.lists import NEWEST, NewestPage, newest_page
from app.controllers.schemas.user import AdminUser
from app.controllers.wiring import service
from app.services.users import UserFilters, UserService

blueprint = make_blueprint("users", "/api/admin/users", access=Access.ADMIN)


@blueprint.get("")
@blueprint.input(UserFilters)
@blueprint.output(NewestPage[AdminUser])
def list_users(query: UserFilters) -> Any:
    """List users, newest first."""
    return newest_page(service(UserService).list(query, NEWEST))


@blueprint.post("/<id:user_id>/disable")
@blueprint.output(AdminUser)
@blueprint.doc(responses=problems(409))
def disable_user(user_id: int) -> Any:
    """Disable a user and end all their sessions."""
    return service(UserService).disable(user_id)


@blueprint.post("/<id:user_id>/enable")
@blueprint.output(AdminUser)
@blueprint.doc(responses=problems(409))
def enable_user(user_id: int) -> Any:
    """Enable a disabled user."""
    return service(UserService).enable(user_id)


@blueprint.post("/<id:user_id>/sign-out")
@blueprint.output(AdminUser)
@blueprint.doc(responses=problems(409))
def sign_out_user(user_id: int) -> Any:
    """End all sessions of a user."""
    return service(UserService).sign_out(user_id)


@blueprint.delete("/<id:user_id>")
@blueprint.doc(responses=problems(409))
def delete_user(user_id: int) -> Any:
    """Delete a user immediately."""
    service(UserService).delete(user_id)
    return "", 204
