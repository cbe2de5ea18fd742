"""Whom the records of a new resource belong to, by the options of ``inv new``."""

from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold.specification import Owner

MODELS = Path("backend", "app", "models")


def choose_owner(*, shared: bool, owned: bool, public: bool, root: Path = project.ROOT) -> Owner | None:
    """Return the owner that the options choose; by default a team, if the product has teams.

    Raises:
        WorkspaceError: the options contradict each other, or the product has no teams or no accounts.
    """
    has_teams, has_accounts = ((root / MODELS / f"{part}.py").exists() for part in ("team", "user"))
    conflict = "--shared" if shared else "--public"
    refusals = (
        (
            public and not has_accounts,
            "without accounts, everybody can read every resource: leave --public out",
        ),
        (owned and not has_accounts, "without accounts, records belong to nobody: leave --owned out"),
        (shared and not has_teams, "without teams, every resource is shared: leave --shared out"),
        (
            owned and (shared or public),
            f"with --owned, only its author sees a record: leave {conflict} or --owned out",
        ),
    )
    for applies, message in refusals:
        if applies:
            raise WorkspaceError(message)
    if owned:
        return Owner.USER
    return Owner.TEAM if has_teams and not (shared or public) else None
