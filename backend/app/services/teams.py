"""Use cases of teams."""

import re
import unicodedata
from dataclasses import replace

from app.actor import Actor, Role
from app.errors import Conflict, NotAllowed, TeamNotFound
from app.formats import MAX_SLUG, MIN_SLUG
from app.models.membership import Membership
from app.models.team import Team
from app.models.user import User
from app.repositories.members import MemberRepository
from app.repositories.repository import Versions
from app.repositories.teams import OwnTeam, TeamRepository
from app.repositories.unit_of_work import UnitOfWork
from app.services.rate_limits import NEW_TEAM, RateLimits
from app.services.sessions import require_confirmation, user_id_of

ROLES = tuple(Role)  # the first one has all rights of the others


def team_id_of(actor: Actor) -> int:
    """Return the ID of the team that a member acts for; raises TeamNotFound."""
    if actor.team_id is None:
        raise TeamNotFound
    return actor.team_id


def require_role(actor: Actor, role: Role) -> None:
    """Raise NotAllowed for members with less rights than a role has, and TeamNotFound for everybody else."""
    team_id_of(actor)
    if actor.role is None or ROLES.index(actor.role) > ROLES.index(role):
        who = "the owner of the team" if role is Role.OWNER else "the owner and admins of the team"
        raise NotAllowed(f"Only {who} can do this.")


def record(work: UnitOfWork, action: str, what: str) -> None:
    """Write an entry of the audit log about the team of the actor."""
    team = work.repository(TeamRepository).get(team_id_of(work.actor))
    work.record(action, f"{team}: {what}")


def refuse_owner(work: UnitOfWork, user: User) -> None:
    """Raise Conflict if other people would lose their team with a user's account."""
    if teams := work.repository(TeamRepository).owned_with_others(user.id):
        raise Conflict(f"Transfer or delete the team “{teams[0].name}” first: it has other members.")


class TeamService:
    """What people can do with teams."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._teams = work.repository(TeamRepository)
        self._members = work.repository(MemberRepository)

    def as_member(self, actor: Actor, slug: str) -> Actor:
        """Return a user as a member of a team, if they are one."""
        row = self._teams.enter(slug, user_id_of(actor))
        return replace(actor, team_id=row.team_id, role=row.role) if row else actor

    def of_user(self) -> list[OwnTeam]:
        """Return the teams of the user, by name; none for a visitor."""
        user_id = self._work.actor.user_id
        return self._teams.of_user(user_id) if user_id else []

    def get(self) -> OwnTeam:
        """Return the team; raises TeamNotFound."""
        return self._described(self._teams.get(team_id_of(self._work.actor)))

    def create(self, name: str) -> OwnTeam:
        """Create a team, whose owner is the user; raises TooManyAttempts."""
        user_id = user_id_of(self._work.actor)
        RateLimits(self._work).count(NEW_TEAM, user_id)
        team = self._create(name)
        self._members.add(Membership(team_id=team.id, user_id=user_id, role=Role.OWNER))
        self._work.record("team.create", team)
        self._work.commit()
        return OwnTeam(team.id, team.slug, team.name, Role.OWNER, team.version)

    def change(self, versions: Versions, /, **changes: str) -> OwnTeam:
        """Change the name or, as its owner, the slug.

        Raises NotAllowed, VersionMismatch, and Conflict for a slug that another team has.
        """
        actor = self._work.actor
        require_role(actor, Role.OWNER if "slug" in changes else Role.ADMIN)
        team = self._teams.lock(team_id_of(actor), versions)
        self._work.record("team.rename", f"{team} to {' '.join(changes.values())}")
        self._teams.change(team, changes)
        self._work.commit()
        return self._described(team)

    def delete(self) -> None:
        """Delete the team and all its records; raises NotAllowed and ConfirmationRequired."""
        actor = self._work.actor
        require_role(actor, Role.OWNER)
        require_confirmation(actor)
        team = self._teams.lock(team_id_of(actor))
        self._work.record("team.delete", team)
        self._teams.delete(team)
        self._work.commit()

    def _create(self, name: str) -> Team:
        slug = make_slug(name)
        if team := self._teams.create(name, slug):
            return team
        number = self._teams.count_similar(slug) + 1
        while not (team := self._teams.create(name, _numbered(slug, number))):
            number += 1
        return team

    def _described(self, team: Team) -> OwnTeam:
        role = self._work.actor.role or Role.MEMBER
        return OwnTeam(team.id, team.slug, team.name, role, team.version)


def make_slug(name: str) -> str:
    """Return a slug for a name: ``acme-gmbh`` for “Acme GmbH”."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:MAX_SLUG].rstrip("-")
    return slug if len(slug) >= MIN_SLUG else "team"


def _numbered(slug: str, number: int) -> str:
    return f"{slug[: MAX_SLUG - len(str(number)) - 1]}-{number}"
