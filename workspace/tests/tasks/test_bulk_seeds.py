"""Seeding in bulk, as it is typed."""

import pytest

from tests.support.checkouts import Checkout
from tests.tasks.test_typed import sentence

pytestmark = pytest.mark.sample


def test_rows_are_added_in_bulk_and_what_cannot_be_made_is_explained(
    checkout: Checkout, database: str
) -> None:
    ended = checkout.run("seed", "--rows", "1,000", "--seed", "x", DATABASE_URL=database)
    written = ended.stdout.splitlines()[-1]
    assert written.startswith("seeded 100 authors, ")
    assert "1,000 books" in written
    said = sentence(checkout.run("seed", "--rows", "5", "--table", "shops", DATABASE_URL=database))
    assert said.startswith(
        "inv: nothing was written: no factory fills a table shops: there are authors, books"
    )
