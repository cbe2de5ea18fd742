"""Limits on how often something can be tried."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from app.errors import TooManyAttempts
from app.repositories.rate_limits import RateLimitRepository
from app.repositories.unit_of_work import UnitOfWork

IPV6_NETWORK = 64  # bits: a single customer of a provider has at least these addresses


@dataclass(frozen=True)
class Limit:
    """At most so many attempts in a window of time. The window begins with the first one."""

    name: str
    attempts: int
    window: timedelta


QUARTER_HOUR, HOUR = timedelta(minutes=15), timedelta(hours=1)

SIGN_IN_TO_ACCOUNT = Limit("sign-in to account", 10, QUARTER_HOUR)
SIGN_IN_FROM_NETWORK = Limit("sign-in from network", 100, QUARTER_HOUR)
SECOND_FACTOR = Limit("second factor", 10, HOUR)
PASSKEY_FROM_NETWORK = Limit("passkey from network", 300, QUARTER_HOUR)
CONFIRMATION = Limit("confirmation", 10, QUARTER_HOUR)
MAIL_TO_ADDRESS = Limit("mail to address", 5, HOUR)
MAIL_FROM_NETWORK = Limit("mail from network", 50, HOUR)
TOKEN_FROM_NETWORK = Limit("token from network", 100, HOUR)
# region teams
NEW_TEAM = Limit("new team", 20, HOUR)
INVITATION_OF_ACCOUNT = Limit("invitation of account", 50, HOUR)
# endregion


class RateLimits:
    """Counts attempts. They count even if the use case fails later, so each is committed at once."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._attempts = work.repository(RateLimitRepository)

    def count(self, limit: Limit, whose: object) -> None:
        """Count an attempt; raises TooManyAttempts."""
        attempts = self._attempts.count(_key(limit, whose), limit.window)
        self._work.commit()
        if attempts.made > limit.attempts:
            raise TooManyAttempts(max(1, int((attempts.ends_at - datetime.now(UTC)).total_seconds())))

    def count_from_network(self, limit: Limit) -> None:
        """Count an attempt from the actor's network; raises TooManyAttempts."""
        self.count(limit, network(self._work.actor.address))

    def count_mail(self, *addresses: str) -> None:
        """Count mail that the actor's network has sent to some addresses; raises TooManyAttempts."""
        self.count_from_network(MAIL_FROM_NETWORK)
        for address in addresses:
            self.count(MAIL_TO_ADDRESS, address)

    def forget(self, limit: Limit, whose: object) -> None:
        """Start again from zero."""
        self._attempts.forget(_key(limit, whose))


def network(address: str) -> str:
    """Return the network whose addresses somebody can choose from: a single one of IPv4."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((parsed, IPV6_NETWORK), strict=False))
    return str(parsed)


def _key(limit: Limit, whose: object) -> bytes:
    return sha256(f"{limit.name}\0{whose}".encode()).digest()
