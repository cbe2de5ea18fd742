"""``inv seed --rows``."""

import pytest

from tests.support.checkouts import Checkout
from tests.tasks.test_command_line import error_message

pytestmark = pytest.mark.sample


def test_rows_are_added_in_bulk_and_an_unknown_table_is_refused(checkout: Checkout, database: str) -> None:
    result = checkout.run("seed", "--rows", "1,000", "--seed", "x", DATABASE_URL=database)
    summary = result.stdout.splitlines()[-1]
    assert summary.startswith("seeded 100 authors, ")
    assert "1,000 books" in summary
    message = error_message(checkout.run("seed", "--rows", "5", "--table", "shops", DATABASE_URL=database))
    assert message.startswith(
        "inv: nothing was written: there is no factory for the table shops: use one of authors, books"
    )
