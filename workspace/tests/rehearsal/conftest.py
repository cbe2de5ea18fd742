"""Fixtures: a copy of the checkout with migrations of the test's own, and a database with some rows."""

from collections.abc import Callable

import pytest

from workspace import project
from workspace.rehearsal.run import rehearse
from workspace.rehearsal.verdict import Result
from workspace.tests.checkouts import Checkout
from workspace.tests.rehearsal.chains import Chain
from workspace.tests.statements import execute

ROWS = """
INSERT INTO authors (name, biography) SELECT 'Author ' || n, 'Born ' || n FROM generate_series(1, 20) AS n;
INSERT INTO books (title, isbn, price, published_on, author_id)
SELECT 'Book ' || n, '978' || lpad(n::text, 10, '0'), n, date '2000-01-01' + n,
    (SELECT min(id) FROM authors) + n % 20
FROM generate_series(1, 3000) AS n;
"""


@pytest.fixture
def stocked(migrated: str) -> str:
    """Return the address of a migrated database with 20 authors and 3000 books."""
    execute(migrated, ROWS)
    return migrated


@pytest.fixture
def chain(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> Chain:
    """Return the migrations of a copy of this checkout, which a test may add to."""
    monkeypatch.setattr(project, "ROOT", checkout.root)
    monkeypatch.setattr(project, "BACKEND", checkout.root / "backend")
    return Chain(checkout.root / "backend" / "migrations" / "versions")


@pytest.fixture
def rehearsed(chain: Chain, stocked: str) -> Callable[..., list[Result]]:
    """Return a function that rehearses the chain; how long something takes does not count."""

    def results(since: str = "", max_wait: float = 3600.0) -> list[Result]:
        return list(rehearse(stocked, since=since, rows=0, max_wait=max_wait, say=lambda _what: None))

    return results
