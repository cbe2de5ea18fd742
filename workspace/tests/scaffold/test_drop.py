"""Dropping: what differs, what is used elsewhere and what holds rows is asked for or refused."""

from contextlib import closing

import pytest

from headstart.postgres import databases
from tests.scaffold.projects import Project


@pytest.fixture
def tagged(copied: Project) -> Project:
    """Return a project with a resource."""
    made = copied.inv("new", "OwnTag", "name:str")
    assert made.returncode == 0, made.stderr
    assert "the page is http://127.0.0.1:5173/own-tags when `inv up` runs" in made.stdout
    return copied


def test_what_was_changed_since_is_listed_and_asked_for(tagged: Project) -> None:
    service = tagged.root / "backend" / "app" / "services" / "own_tags.py"
    service.write_text(service.read_text("utf-8") + "\n# mine\n", "utf-8")
    tree = tagged.tree()

    refused = tagged.inv("drop", "OwnTag")

    assert "Changed since they were made: backend/app/services/own_tags.py. Delete them all" in refused.stderr
    assert tagged.tree() == tree


def test_what_others_use_is_refused(tagged: Project) -> None:
    (tagged.root / "backend" / "app" / "services" / "cloud.py").write_text(
        "from app.services.own_tags import OwnTagService\n", "utf-8"
    )

    refused = tagged.inv("drop", "OwnTag", "--yes")

    assert refused.stderr == "inv: backend/app/services/cloud.py still uses OwnTag: change that first\n"


def test_a_table_with_rows_is_asked_for(tagged: Project) -> None:
    with closing(databases.connect(tagged.url)) as session, session, session.cursor() as statements:
        statements.execute("INSERT INTO own_tags (name) VALUES ('one'), ('two')")

    refused = tagged.inv("drop", "OwnTag")

    assert "The table own_tags holds 2 rows, which will be lost. Drop it?" in refused.stderr
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
