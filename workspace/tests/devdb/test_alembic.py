"""The program ``alembic`` starts and creates the development database."""

import subprocess

import pytest

from headstart.migrations import revisions
from headstart.setup import programs
from tests.support.checkouts import Checkout

NEWEST = str(revisions.newest_revision())


def alembic(checkout: Checkout, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Alembic in a copy of the checkout."""
    programs.write_for_image(checkout.venv / "bin")
    return subprocess.run(
        [checkout.venv / "bin" / "alembic", *args],
        cwd=checkout.root, env=checkout.environment(environment), capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.usefixtures("cluster")  # skips where no server can be started
def test_the_development_database_is_started_created_and_migrated(checkout: Checkout) -> None:
    result = alembic(checkout, "upgrade", "head")
    assert result.returncode == 0, result.stderr
    assert revisions.revision(checkout.development_url()) == NEWEST


def test_with_database_url_nothing_is_started(checkout: Checkout, migrated: str) -> None:
    result = alembic(checkout, "current", DATABASE_URL=migrated)
    assert result.stdout == f"{NEWEST} (head)\n"
    assert not checkout.state.exists()
