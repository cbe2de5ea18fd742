"""``up`` and ``alembic`` on two branches with conflicting migrations."""

import json
import re
import shutil
import urllib.request
from collections.abc import Callable
from contextlib import suppress

import pytest

from headstart.core import commands
from headstart.migrations import revisions
from headstart.running import application
from tests.support.checkouts import Checkout, UpProcess
from tests.support.polling import until
from tests.support.repositories import Repository
from tests.support.statements import execute

pytestmark = pytest.mark.sample

IGNORED = ".venv/\n.workspace/\nnode_modules/\n__pycache__/\n"
MIGRATION = """
from alembic import op

revision = "{0}"
down_revision = "{1}"
branch_labels = depends_on = None


def upgrade():
    op.execute("ALTER TABLE authors ADD COLUMN nickname {2}")


def downgrade():
    op.execute("ALTER TABLE authors DROP COLUMN nickname")
"""


@pytest.fixture
def repo(checkout: Checkout) -> Repository:
    """Return the repository of a checkout whose database follows the branch."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    (checkout.root / ".gitignore").write_text(IGNORED, "utf-8")
    repo = Repository(checkout.root)
    assert checkout.run("db.follow", "on").returncode == 0
    return repo


def add_migration(repo: Repository, revision: str, column_type: str) -> None:
    """Commit a migration that adds a column, with another type on each branch."""
    name = f"backend/migrations/versions/20990101_000000_{revision}.py"
    repo.commit(revision, **{name: MIGRATION.format(revision, revisions.newest_revision(), column_type)})


def mark(checkout: Checkout, name: str) -> None:
    """Rename the first author in the development database."""
    execute(checkout.development_url(), "UPDATE authors SET name = %s WHERE id = 1", name)


def author(api: str) -> object:
    """Return the API's name for that author, or None if the API is not ready."""
    if not application.answers(f"{api}/api/health/ready"):
        return None
    with suppress(OSError), urllib.request.urlopen(f"{api}/api/authors/1", timeout=2) as answer:  # noqa: S310
        return json.load(answer)["name"]
    return None


@pytest.mark.slow
@pytest.mark.usefixtures("cluster")  # skips where no server can be started
def test_the_api_follows_the_branch_while_it_runs(
    checkout: Checkout, repo: Repository, run_up: Callable[[], UpProcess]
) -> None:
    up = run_up()
    up.listen()
    repo.commit("the front end")
    api = re.findall(r"http://[^/\s]+", up.ready)[1]
    mark(checkout, "main")
    for branch, column_type in (("text", "text"), ("number", "integer")):
        repo.git("switch", "--quiet", "--create", branch, "main")
        message = re.compile(
            rf"api │ branch {branch}: database \w+_branch_{branch}_\w+, new, a copy of main's"
        )
        until(lambda: message.search("".join(up.output)))  # noqa: B023 - called within the iteration
        until(lambda: author(api) == "main")
        add_migration(repo, branch, column_type)
        assert f"to {branch}" in checkout.run("migrate").stdout
        mark(checkout, branch)

    for branch in ("main", "text", "number", "text", "main"):
        repo.git("switch", "--quiet", branch)
        until(lambda: author(api) == branch)  # noqa: B023 - called within the iteration
    up.stop()
    output = "".join(up.output)
    assert "locate revision" not in output
    assert "Traceback" not in output


@pytest.mark.usefixtures("cluster")
def test_alembic_follows_the_branch_too(checkout: Checkout, repo: Repository) -> None:
    checkout.run("migrate")
    repo.git("switch", "--quiet", "--create", "side")
    add_migration(repo, "sideways", "text")
    alembic = [checkout.venv / "bin" / "alembic"]
    environment = checkout.environment({})
    assert commands.run([*alembic, "upgrade", "head"], environment, cwd=checkout.root).exit_code == 0
    repo.git("switch", "--quiet", "main")
    current = commands.run([*alembic, "current"], environment, cwd=checkout.root)
    assert current.stdout == f"{revisions.newest_revision()} (head)\n"
    with_url = environment | {"DATABASE_URL": checkout.development_url()}
    repo.git("switch", "--quiet", "side")
    current = commands.run([*alembic, "current"], with_url, cwd=checkout.root)
    assert current.stdout == "sideways (head)\n"
