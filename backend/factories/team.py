"""Teams and their members, for tests and seeds."""

from factory.declarations import Sequence, SubFactory

from app.actor import Role
from app.models.membership import Membership
from app.models.team import Team
from factories.base import ModelFactory
from factories.user import UserFactory


class TeamFactory(ModelFactory[Team]):
    """Creates teams without members."""

    class Meta:
        """The model to create."""

        model = Team

    name = Sequence(lambda number: f"Team {number}")
    slug = Sequence(lambda number: f"team-{number}")


class MembershipFactory(ModelFactory[Membership]):
    """Creates members of a team with few rights."""

    class Meta:
        """The model to create."""

        model = Membership

    team = SubFactory(TeamFactory)
    user = SubFactory(UserFactory)
    role = Role.MEMBER
