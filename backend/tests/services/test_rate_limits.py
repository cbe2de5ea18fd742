from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from app.errors import TooManyAttempts
from app.repositories.unit_of_work import UnitOfWork
from app.services.rate_limits import Limit, RateLimits, network

TWICE = Limit("twice", 2, timedelta(minutes=5))


@pytest.fixture
def limits(sessions: sessionmaker[Session], session: Session) -> RateLimits:
    return RateLimits(UnitOfWork(sessions, {}))


def test_attempts_are_counted_for_each_limit_and_person(limits: RateLimits) -> None:
    for whose in ("ada", "eve"):
        limits.count(TWICE, whose)
        limits.count(TWICE, whose)
        with pytest.raises(TooManyAttempts, match=r"Try again in 5 minutes\."):
            limits.count(TWICE, whose)
    limits.count(Limit("other", 2, TWICE.window), "ada")


def test_a_new_window_begins_when_the_last_one_has_ended(limits: RateLimits, session: Session) -> None:
    limits.count(TWICE, "ada")
    limits.count(TWICE, "ada")
    session.execute(text("UPDATE rate_limits SET ends_at = now()"))

    limits.count(TWICE, "ada")
    limits.count(TWICE, "ada")
    with pytest.raises(TooManyAttempts):
        limits.count(TWICE, "ada")


def test_an_attempt_counts_even_if_the_use_case_fails(
    limits: RateLimits, sessions: sessionmaker[Session], session: Session
) -> None:
    limits.count(TWICE, "ada")
    limits._work.close()  # as after an error

    assert session.scalar(text("SELECT attempts FROM rate_limits")) == 1


def test_the_table_does_not_tell_who_tried(limits: RateLimits, session: Session) -> None:
    limits.count(TWICE, "ada@example.com")

    assert "ada" not in str(session.scalars(text("SELECT encode(key, 'escape') FROM rate_limits")).all())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_addresses_that_one_customer_can_choose_from_count_as_one(address: str, expected: str) -> None:
    assert network(address) == expected
