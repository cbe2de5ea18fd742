"""Sessions for tests."""

from datetime import UTC, datetime, timedelta
from secrets import token_bytes

from factory.declarations import LazyFunction, SubFactory

from app.models.session import UserSession
from factories.base import ModelFactory
from factories.user import UserFactory


class SessionFactory(ModelFactory[UserSession]):
    """Creates sessions that are valid, and confirmed now."""

    class Meta:
        """The model to create."""

        model = UserSession

    user = SubFactory(UserFactory)
    token_digest = LazyFunction(lambda: token_bytes(32))
    device = "Firefox on Linux"
    address = "192.0.2.1"
    last_seen_at = LazyFunction(lambda: datetime.now(UTC))
    confirmed_at = LazyFunction(lambda: datetime.now(UTC))
    expires_at = LazyFunction(lambda: datetime.now(UTC) + timedelta(days=1))
