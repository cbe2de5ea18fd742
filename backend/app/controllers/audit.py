"""Routes for administrators: the audit log."""

from typing import Any

from app.controllers.access import Access
from app.controllers.blueprints import make_blueprint
from app.controllers.schemas.user import AuditPage
from app.controllers.wiring import service
from app.services.users import AuditFilters, UserService

PAGE = 50

blueprint = make_blueprint("audit", "/api/admin/audit", access=Access.ADMIN)


@blueprint.get("")
@blueprint.input(AuditFilters)
@blueprint.output(AuditPage)
def list_audit_entries(query: AuditFilters) -> Any:
    """List what users did, newest first."""
    entries = service(UserService).audit_log(query, PAGE)
    return {"items": entries, "next_before": entries[-1].id if len(entries) == PAGE else None}
