"""Use cases of the members of a team."""

from collections.abc import Sequence

from app.actor import Role
from app.errors import Conflict, NotAllowed
from app.models.membership import Membership
from app.repositories.invitations import InvitationRepository
from app.repositories.members import Member, MemberRepository
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserRepository
from app.services.sessions import require_confirmation, user_id_of
from app.services.teams import record, require_role, team_id_of

OWNER_STAYS = "The owner cannot leave or get another role: transfer the team to somebody else, or delete it."


class MemberService:
    """What people can do with the members of their team."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._team_id = team_id_of(work.actor)
        self._members = work.repository(MemberRepository)
        # They end with the right to invite: one could be for another address of the same person.
        self._invitations = work.repository(InvitationRepository)

    def list(self) -> Sequence[Member]:
        """Return the members, by name."""
        return self._members.list(self._team_id)

    def set_role(self, user_id: int, role: Role) -> Member:
        """Give a member another role; raises NotAllowed, NotFound, and Conflict for the owner."""
        require_role(self._work.actor, Role.ADMIN)
        self._members.set_role(self._lock_other(user_id), role)
        if role is Role.MEMBER:
            self._invitations.delete_from(self._team_id, user_id)
        member = self._members.get(self._team_id, user_id)
        record(self._work, "team.role", f"{member.email} is {role}")
        self._work.commit()
        return member

    def remove(self, user_id: int) -> None:
        """Remove a member, who may be the user; raises NotAllowed, NotFound, and Conflict for the owner."""
        is_self = user_id == user_id_of(self._work.actor)
        if not is_self:
            require_role(self._work.actor, Role.ADMIN)
        membership, member = self._lock_other(user_id), self._members.get(self._team_id, user_id)
        record(self._work, "team.leave" if is_self else "team.remove", member.email)
        self._members.remove(membership)
        self._invitations.delete_from(self._team_id, user_id)
        self._work.commit()

    def transfer(self, user_id: int) -> Sequence[Member]:
        """Make another member the owner, and the owner an admin; return all members.

        Raises NotAllowed, ConfirmationRequired, NotFound, and Conflict for an account that will be deleted.
        """
        actor = self._work.actor
        require_role(actor, Role.OWNER)
        require_confirmation(actor)
        old = self._members.lock(self._team_id, user_id_of(actor))
        if old.role is not Role.OWNER:
            raise NotAllowed
        new = self._members.lock(self._team_id, user_id)
        user = self._work.repository(UserRepository).lock(user_id)
        if user.deletes_on or user.is_disabled:
            raise Conflict(f"{user.name} cannot own a team: the account is disabled or will be deleted.")
        # One after the other: a team never has two owners.
        self._members.set_role(old, Role.ADMIN)
        self._members.set_role(new, Role.OWNER)
        record(self._work, "team.transfer", f"to {user}")
        self._work.commit()
        return self.list()

    def _lock_other(self, user_id: int) -> Membership:
        membership = self._members.lock(self._team_id, user_id)
        if membership.role is Role.OWNER:
            raise Conflict(OWNER_STAYS)
        return membership
