"""Fixtures: a copy of the checkout with migrations of the test's own, and a database with some rows."""

from collections.abc import Callable

import pytest

from headstart.migrations.rehearsal.run import rehearse
from headstart.migrations.rehearsal.verdict import Result
from tests.migrations.rehearsal.chains import Chain
from tests.support.checkouts import Checkout
from tests.support.tables import make_tables


@pytest.fixture
def stocked(migrated: str) -> str:
    """Return the address of a migrated database with 20 authors and 3000 books."""
    make_tables(migrated, authors=20, books=3000)
    return migrated


@pytest.fixture
def chain(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> Chain:
    """Return the migrations of a copy of this checkout, which a test may add to."""
    checkout.become_ours(monkeypatch)
    return Chain(checkout.root / "backend" / "migrations" / "versions")


@pytest.fixture
def rehearse_chain(chain: Chain, stocked: str) -> Callable[..., list[Result]]:
    """Return a function that rehearses the chain, ignoring durations."""

    def results(since: str = "", max_wait: float = 3600.0) -> list[Result]:
        return list(rehearse(stocked, since=since, rows=0, max_wait=max_wait, report=lambda _step: None))

    return results
