"""Whether the running release can use the database after pending migrations."""

import pytest

from headstart.core.errors import WorkspaceError
from headstart.deploy import compatibility
from tests.migrations.rehearsal.chains import Chain
from tests.support.checkouts import Checkout


@pytest.fixture
def chain(checkout: Checkout, migrated: str, monkeypatch: pytest.MonkeyPatch) -> Chain:
    """Return the migrations of a copy of this checkout, with a development database."""
    checkout.become_ours(monkeypatch)
    return Chain(checkout.root / "backend" / "migrations" / "versions")


def test_a_server_at_the_newest_migration_needs_none(chain: Chain) -> None:
    assert not compatibility.pending(chain.last)
    assert compatibility.pending("")

    chain.add("more", "CREATE TABLE more (id bigint)")

    assert compatibility.pending(chain.first)


def test_a_server_with_a_later_migration_is_not_deployed_to() -> None:
    with pytest.raises(WorkspaceError, match="at the migration later, which this checkout does not have"):
        compatibility.pending("later")


@pytest.mark.sample
def test_what_the_running_release_can_no_longer_do_is_named(chain: Chain) -> None:
    chain.add("table", "CREATE TABLE more (id bigint)", "DROP TABLE more")
    chain.add(
        "renamed", "ALTER TABLE authors RENAME name TO title", "ALTER TABLE authors RENAME title TO name"
    )

    problems = sorted(compatibility.broken_statements(chain.first))

    assert [problem.partition(" fails: ")[0] for problem in problems] == [
        "renamed: reading authors",
        "renamed: writing to authors",
    ]


def test_a_migration_that_fails_is_explained(chain: Chain) -> None:
    chain.add("bad", "SELECT 1 / 0")

    with pytest.raises(WorkspaceError, match=r"the migration bad fails: .*division by zero"):
        compatibility.broken_statements(chain.first)
