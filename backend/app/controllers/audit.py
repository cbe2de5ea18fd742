"""Routes for administrators: the audit log."""

from typing import Any

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.schemas.lists import NEWEST, NewestPage, newest_page
from app.controllers.schemas.user import AuditEntry
from app.controllers.wiring import service
from app.services.users import AuditFilters, UserService

blueprint = make_blueprint("audit", "/api/admin/audit", access=Access.ADMIN)


@blueprint.get("")
@blueprint.input(AuditFilters)
@blueprint.output(NewestPage[AuditEntry])
def list_audit_entries(query: AuditFilters) -> Any:
    """List what users did, newest first."""
    return newest_page(service(UserService).audit_log(query, NEWEST))
