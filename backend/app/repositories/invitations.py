"""Queries for invitations to teams."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload

from app.actor import Role
from app.models.invitation import Invitation
from app.models.user import User
from app.repositories.queries import Queries, found


@dataclass(frozen=True)
class SentInvitation:
    """An invitation, as the members of the team see it."""

    id: int
    email: str
    role: Role
    invited_by: str | None
    created_at: datetime
    expires_at: datetime


class InvitationRepository(Queries):
    """The invitations that nobody has accepted yet."""

    def list(self, team_id: int) -> Sequence[SentInvitation]:
        """Return the valid invitations to a team, newest first."""
        statement = (
            select(
                Invitation.id, Invitation.email, Invitation.role, User.name, Invitation.created_at,
                Invitation.expires_at,
            )
            .outerjoin(User, User.id == Invitation.invited_by_id)
            .where(Invitation.team_id == team_id, Invitation.expires_at > func.now())
            .order_by(Invitation.id.desc())
        )  # fmt: skip
        return [SentInvitation(*row) for row in self._session.execute(statement)]

    def replace(self, record: Invitation) -> None:
        """Store an invitation instead of an earlier one of the same address to the same team."""
        earlier = delete(Invitation).where(
            Invitation.team_id == record.team_id, Invitation.email == record.email
        )
        self._session.execute(earlier)
        self.add(record)

    def find(self, digest: bytes) -> Invitation | None:
        """Return the valid invitation with a token, with its team and who sent it; one caller at a time."""
        statement = (
            select(Invitation)
            .options(joinedload(Invitation.team, innerjoin=True), joinedload(Invitation.invited_by))
            .where(Invitation.token_digest == digest, Invitation.expires_at > func.now())
            .with_for_update(of=Invitation)
        )
        return self._session.scalars(statement).one_or_none()

    def delete(self, team_id: int, invitation_id: int) -> str:
        """Delete an invitation to a team and return its address; raises NotFound."""
        statement = delete(Invitation).where(Invitation.id == invitation_id, Invitation.team_id == team_id)
        email: str | None = self._session.scalar(statement.returning(Invitation.email))
        return found(email, "invitation", invitation_id)

    def delete_from(self, team_id: int, user_id: int) -> None:
        """Delete the invitations to a team that a user sent."""
        sent = delete(Invitation).where(Invitation.team_id == team_id, Invitation.invited_by_id == user_id)
        self._session.execute(sent)
