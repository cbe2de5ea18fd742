"""Dropping: what differs, what is used elsewhere and what holds rows is asked for or refused."""

import pytest

from headstart.postgres import databases
from tests.scaffold.projects import Project
from tests.support.statements import execute


@pytest.fixture
def tagged(copied: Project) -> Project:
    """Return a project with a resource."""
    made = copied.inv("new", "OwnTag", "name:str")
    assert made.returncode == 0, made.stderr
    assert "the page is http://127.0.0.1:5173/own-tags when `inv up` runs" in made.stdout
    return copied


def test_what_would_be_lost_is_asked_for_and_what_is_used_is_refused(tagged: Project) -> None:
    services = tagged.root / "backend" / "app" / "services"
    written = (services / "own_tags.py").read_text("utf-8")

    (services / "own_tags.py").write_text(f"{written}\n# mine\n", "utf-8")
    tree = tagged.tree()
    refused = tagged.inv("drop", "OwnTag").stderr
    assert "Changed since they were made: backend/app/services/own_tags.py. Delete them all" in refused
    assert tagged.tree() == tree
    (services / "own_tags.py").write_text(written, "utf-8")

    (services / "cloud.py").write_text("from app.services.own_tags import OwnTagService\n", "utf-8")
    refused = tagged.inv("drop", "OwnTag", "--yes").stderr
    assert refused == "inv: backend/app/services/cloud.py still uses OwnTag: change that first\n"
    (services / "cloud.py").unlink()

    execute(tagged.url, "INSERT INTO own_tags (name) VALUES ('one'), ('two')")
    refused = tagged.inv("drop", "OwnTag").stderr
    assert "The table own_tags holds 2 rows, which will be lost. Drop it?" in refused
    assert databases.rows_of(tagged.url, "own_tags") == 2


def test_a_table_that_a_later_migration_stands_on_is_dropped_by_a_new_one(tagged: Project) -> None:
    assert tagged.inv("new", "OwnLabel", "name:str").returncode == 0
    versions = tagged.root / "backend" / "migrations" / "versions"
    before = set(versions.glob("*.py"))

    dropped = tagged.inv("drop", "OwnTag")

    assert dropped.returncode == 0, dropped.stderr
    (made,) = set(versions.glob("*.py")) - before
    assert made.name.endswith("_drop_own_tags.py")
    assert 'op.drop_table("own_tags")' in made.read_text("utf-8")
    assert "# squawk-ignore ban-drop-table: " in made.read_text("utf-8")
    assert "public.own_tags" not in tagged.schema()
    tagged.python("-m", "alembic", "check")


def test_what_was_never_made_cannot_be_dropped(copied: Project) -> None:
    refused = copied.inv("drop", "OwnTag")

    assert refused.stderr.startswith("inv: there is no resource OwnTag to drop: `inv new` made ")
