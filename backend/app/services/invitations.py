"""Use cases for inviting people to a team by mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from app.actor import Role
from app.errors import Conflict, Invalid, NotAllowed
from app.mail.messages.notice import Notice
from app.models.invitation import Invitation
from app.models.membership import Membership
from app.models.user import User
from app.repositories.invitations import InvitationRepository, SentInvitation
from app.repositories.members import MemberRepository
from app.repositories.teams import TeamRepository
from app.repositories.unit_of_work import UnitOfWork
from app.repositories.users import UserRepository
from app.services import passwords
from app.services.rate_limits import INVITATION_OF_ACCOUNT, TOKEN_FROM_NETWORK, RateLimits
from app.services.sessions import SessionService, user_id_of
from app.services.teams import record, require_role, team_id_of
from app.services.tokens import digest, make_token

VALID = timedelta(days=7)


@dataclass(frozen=True)
class Preview:
    """What a token invites to."""

    team: str
    email: str
    invited_by: str | None
    has_account: bool


class InvitationService:
    """Invites people, also those without an account, and lets them join."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._invitations = work.repository(InvitationRepository)
        self._members = work.repository(MemberRepository)
        self._users = work.repository(UserRepository)
        self._limits = RateLimits(work)

    def list(self) -> Sequence[SentInvitation]:
        """Return the invitations that nobody has accepted yet, newest first; raises NotAllowed."""
        require_role(self._work.actor, Role.ADMIN)
        return self._invitations.list(team_id_of(self._work.actor))

    def invite(self, email: str, role: Role) -> SentInvitation:
        """Send an invitation, which replaces an earlier one of the same address.

        Raises NotAllowed, TooManyAttempts, and Conflict for a member.
        """
        actor, email = self._work.actor, email.lower()
        require_role(actor, Role.ADMIN)
        team_id, user_id = team_id_of(actor), user_id_of(actor)
        if self._members.has(team_id, email):
            raise Conflict(f"{email} is a member of the team already.", field="email")
        self._limits.count(INVITATION_OF_ACCOUNT, user_id)
        self._limits.count_mail(email)
        token, user = make_token(), self._users.get(user_id)
        invitation = Invitation(
            team_id=team_id, email=email, role=role, token_digest=digest(token), invited_by_id=user_id,
            expires_at=datetime.now(UTC) + VALID,
        )  # fmt: skip
        self._invitations.replace(invitation)
        self._send(invitation, user, token)
        record(self._work, "team.invite", f"{email} as {role}")
        self._work.commit()
        return SentInvitation(
            invitation.id, email, role, user.name, invitation.created_at, invitation.expires_at
        )

    def withdraw(self, invitation_id: int) -> None:
        """Make an invitation useless; raises NotAllowed and NotFound."""
        require_role(self._work.actor, Role.ADMIN)
        email = self._invitations.delete(team_id_of(self._work.actor), invitation_id)
        record(self._work, "team.withdraw", email)
        self._work.commit()

    def preview(self, token: str) -> Preview:
        """Return what a token invites to; raises Invalid and TooManyAttempts."""
        invitation = self._find(token)
        return Preview(
            team=invitation.team.name,
            email=invitation.email,
            invited_by=invitation.invited_by.name if invitation.invited_by else None,
            has_account=self._users.find(invitation.email) is not None,
        )

    def accept(self, token: str) -> str:
        """Make the user a member and return the slug of the team.

        Raises Invalid, TooManyAttempts, and NotAllowed for an invitation of another address.
        """
        invitation = self._find(token)
        user = self._users.get(user_id_of(self._work.actor))
        if user.email != invitation.email:
            raise NotAllowed(
                f"This invitation is for {invitation.email}: sign in with that address to accept it."
            )
        slug = self._join(user, invitation)
        self._work.commit()
        return slug

    def sign_up(self, token: str, name: str, password: str, old_token: str | None = None) -> tuple[str, str]:
        """Create an account that is a member; return the token of its session and the slug of the team.

        The mailed token proves the address. Raises Invalid and TooManyAttempts.
        """
        invitation = self._find(token)
        passwords.refuse_weak(password, invitation.email, name)
        user = User(email=invitation.email, name=name, password_hash=passwords.make_hash(password))
        try:
            self._users.add(user)
        except Conflict:
            raise Invalid(
                "There is an account with this address. Sign in to accept the invitation.", field="token"
            ) from None
        self._work.record("user.create", user)
        slug = self._join(user, invitation)
        return SessionService(self._work).start(user, old_token), slug

    def _find(self, token: str) -> Invitation:
        self._limits.count_from_network(TOKEN_FROM_NETWORK)
        invitation = self._invitations.find(digest(token))
        if invitation is None:
            raise Invalid(
                "This invitation has expired, was withdrawn or was accepted before. Ask for a new one.",
                field="token",
            )
        return invitation

    def _join(self, user: User, invitation: Invitation) -> str:
        team = invitation.team
        if not self._members.has(team.id, user.email):
            self._members.add(Membership(team_id=team.id, user_id=user.id, role=invitation.role))
        self._work.record("team.join", f"{team}: {user} as {invitation.role}")
        self._invitations.remove(invitation)
        return team.slug

    def _send(self, invitation: Invitation, inviter: User, token: str) -> None:
        team = self._work.repository(TeamRepository).get(invitation.team_id)
        self._work.send(
            Notice(
                to=invitation.email,
                title=f"Join the team {team.name}",
                lines=(f"{inviter.name} ({inviter.email}) has invited you to the team “{team.name}”.",),
                action="See the invitation",
                # Behind the #, as in other links: browsers do not send it, so no log has it.
                path=f"/invitation#token={token}&email={quote(invitation.email)}",
                small="The invitation is valid for 7 days. If you do not know who sent it, ignore it.",
            )
        )
