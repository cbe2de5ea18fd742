"""``inv drop`` asks before it deletes edits or rows, and refuses to drop a resource that is in use."""

import re

import pytest

from headstart.core import project
from headstart.postgres import databases
from headstart.scaffold import removal
from headstart.scaffold.parser import parse
from tests.scaffold.projects import Project
from tests.support.statements import execute


@pytest.fixture
def tagged(project_copy: Project) -> Project:
    """Return a project with a resource."""
    result = project_copy.inv("new", "OwnTag", "name:str", "--shared")
    assert result.returncode == 0, result.stderr
    assert "the page is at http://localhost:5173/own-tags after `inv up`" in result.stdout
    return project_copy


def test_lost_edits_and_rows_need_confirmation_and_used_resources_stay(tagged: Project) -> None:
    services = tagged.root / "backend" / "app" / "services"
    text = (services / "own_tags.py").read_text("utf-8")

    (services / "own_tags.py").write_text(f"{text}\n# mine\n", "utf-8")
    tree = tagged.tree()
    refused = tagged.inv("drop", "OwnTag").stderr
    assert (
        "Edited since they were generated: backend/app/services/own_tags.py. Delete them anyway?" in refused
    )
    assert tagged.tree() == tree
    (services / "own_tags.py").write_text(text, "utf-8")

    (services / "cloud.py").write_text("from app.services.own_tags import OwnTagService\n", "utf-8")
    refused = tagged.inv("drop", "OwnTag", "--yes").stderr
    assert refused == "inv: backend/app/services/cloud.py still uses OwnTag: remove that first\n"
    (services / "cloud.py").unlink()

    execute(tagged.url, "INSERT INTO own_tags (name) VALUES ('one'), ('two')")
    refused = tagged.inv("drop", "OwnTag").stderr
    assert "The table own_tags has 2 rows. Delete them?" in refused
    assert databases.count_rows(tagged.url, "own_tags") == 2


@pytest.mark.sample
@pytest.mark.parametrize("name", ["Invoice", "Note", "Product", "Customer", "Order"])
def test_nothing_in_a_new_project_mentions_a_typical_resource(name: str) -> None:
    assert list(removal._mentions(parse(name, ["name:str"]), project.ROOT)) == []


@pytest.mark.slow
def test_a_table_with_later_migrations_is_dropped_by_a_new_one(tagged: Project) -> None:
    assert tagged.inv("new", "OwnLabel", "name:str").returncode == 0
    versions = tagged.root / "backend" / "migrations" / "versions"
    before = set(versions.glob("*.py"))

    dropped = tagged.inv("drop", "OwnTag")

    assert dropped.returncode == 0, dropped.stderr
    (migration,) = set(versions.glob("*.py")) - before
    assert migration.name.endswith("_drop_own_tags.py")
    assert 'op.drop_table("own_tags")' in migration.read_text("utf-8")
    assert "# squawk-ignore ban-drop-table: " in migration.read_text("utf-8")
    assert "public.own_tags" not in tagged.schema()
    tagged.python("-m", "alembic", "check")


@pytest.mark.slow
def test_every_file_that_changes_is_listed(project_copy: Project) -> None:
    before = project_copy.tree()

    new = project_copy.inv("new", "OwnTag", "name:str").stdout

    after = project_copy.tree()
    changed = {str(path) for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    listed = set(re.findall(r"^(?:write|change) +(\S+)$", new, re.MULTILINE))
    assert listed == changed


def test_an_unknown_resource_cannot_be_dropped(project_copy: Project) -> None:
    refused = project_copy.inv("drop", "OwnTag")

    assert refused.stderr.startswith("inv: there is no resource OwnTag to drop: the resources are ")
