"""The parts of the sample exist, and are removed with their resource."""

import re
import tomllib
from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.migrations.revisions import REVISION
from headstart.scaffold import bare, records, sample
from headstart.scaffold.bare import changes_without_sample
from headstart.scaffold.migrations import FOLDER
from headstart.scaffold.removal import plan_removal

SETTINGS = """[project]
name = "shop"

# kept
[tool.headstart.resources]
Author = "name:str"
Book = "title:str author:ref:Author"
Tag = "name:str 'kind:enum(a|b)=a'"

[tool.other]
one = 1
"""
SAMPLE_TOML = """migrations = ["{0}/first.py"]
machinery = ["{0}/queue.py", "{0}/later.py"]

[Book]
files = ["one.txt", "folder/"]
packages = ["charts"]
texts = ["README.md"]

[Author]
files = ["two.txt"]
"""
DOWN_REVISION = re.compile(r'^down_revision: str \| None = "(.*)"$', re.MULTILINE)
README = "before\n\n<!-- sample -->\nof books\n<!-- end of the sample -->\n\nafter\n"
PACKAGES = '{\n  "dependencies": {\n    "charts": "1",\n    "core": "2"\n  }\n}\n'


@pytest.fixture
def root(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with a sample of two resources and a resource of its own."""
    monkeypatch.setattr(sample, "contents", lambda: tomllib.loads(SAMPLE_TOML.format(FOLDER)))
    texts = {
        records.SETTINGS: SETTINGS,
        sample.PACKAGES: PACKAGES,
        "README.md": README,
        "one.txt": "one",
        "folder/inner/three.txt": "three",
        "two.txt": "two",
        f"{FOLDER}/first.py": 'revision: str = "abc"\n',
        f"{FOLDER}/queue.py": 'revision: str = "def"\ndown_revision: str | None = "abc"\n',
        f"{FOLDER}/later.py": 'revision: str = "ghi"\ndown_revision: str | None = "abc"\n',
    }
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def record(root: Path, settings: str) -> None:
    (root / records.SETTINGS).write_text(settings, "utf-8")


@pytest.mark.sample
@pytest.mark.parametrize("name", ["Author", "Book"])
def test_everything_that_belongs_to_the_sample_exists(name: str) -> None:
    belongings = sample.belongings(name)

    assert [path for path in belongings.files if not (project.ROOT / path).exists()] == []
    assert [path for path in sample.migrations() if not (project.ROOT / path).exists()] == []
    assert [path for path in belongings.texts if not sample.SAMPLE_SECTION.search(text(path))] == []
    assert [package for package in belongings.packages if f'"{package}"' not in text(sample.PACKAGES)] == []


def text(path: str) -> str:
    return (project.ROOT / path).read_text("utf-8")


def test_a_resource_is_removed_with_its_belongings(root: Path) -> None:
    after = {change.path: change.after for change in sample.without(["Book"], root)}

    assert list(sample.belongings("Book", root).paths(root)) == ["one.txt", "folder/inner/three.txt"]
    assert after == {
        sample.PACKAGES: PACKAGES.replace('    "charts": "1",\n', ""),
        "README.md": "before\n\nafter\n",
    }


def test_a_dropped_resource_of_the_sample_is_recorded_and_one_of_the_users_is_not(root: Path) -> None:
    assert sample.resources(root) == ["Book", "Author"]

    record(root, records.without_resources(SETTINGS, ["Book", "Tag"], ["Book"]))

    assert sample.resources(root) == ["Author"]
    assert records.dropped_resources(root) == ["Book"]
    assert list(records.resources(root)) == ["Author"]


@pytest.mark.parametrize("gone", ["bare = true", 'dropped = ["Author", "Book"]'])
def test_a_users_own_resource_with_a_name_of_the_sample_is_the_users(root: Path, gone: str) -> None:
    record(root, f'[tool.headstart]\n{gone}\n\n[tool.headstart.resources]\nBook = "name:str"\n')

    assert sample.resources(root) == []
    assert list(sample.belongings("Book", root).paths(root)) == []
    assert changes_without_sample(root) == []
    assert list(sample.without(["Book"], root)) == []


@pytest.mark.sample
def test_nothing_else_in_this_project_depends_on_the_sample() -> None:
    changes = {change.path: change.after for change in changes_without_sample()}

    assert "IconBook" not in (changes["frontend/src/app/sections.ts"] or "")


def test_recording_keeps_the_rest_of_the_settings(root: Path) -> None:
    without = records.without_resources(SETTINGS, ["Tag"], [])
    assert without == SETTINGS.replace("Tag = \"name:str 'kind:enum(a|b)=a'\"\n", "")

    without_sample = records.without_sample(
        records.without_resources(SETTINGS, ["Author", "Book"], ["Author", "Book"])
    )
    assert tomllib.loads(without_sample)["tool"]["headstart"] == {
        "bare": True, "resources": {"Tag": "name:str 'kind:enum(a|b)=a'"},
    }  # fmt: skip
    assert without_sample.endswith("\n[tool.other]\none = 1\n")


def test_migrations_that_do_not_belong_to_the_sample_stay_and_follow_the_new_first_one(root: Path) -> None:
    changes = {change.path: change.after for change in bare._first_migration(root)}

    [first] = [text for path, text in changes.items() if text and "CREATE EXTENSION" in text]
    [revision] = REVISION.findall(first)
    assert changes[f"{FOLDER}/first.py"] is None
    follows = [DOWN_REVISION.findall(changes[f"{FOLDER}/{name}.py"] or "") for name in ("queue", "later")]
    assert follows == [[revision], ["def"]]


def test_later_migrations_are_refused_with_a_workaround(root: Path) -> None:
    (root / FOLDER / "second.py").write_text("", "utf-8")

    with pytest.raises(WorkspaceError) as refused:
        changes_without_sample(root)

    assert str(refused.value).startswith(f"{FOLDER}/second.py follows the migrations of the sample")
    assert "`inv drop Book` and `inv drop Author`" in str(refused.value)


@pytest.mark.sample
def test_a_resource_that_another_refers_to_is_not_dropped() -> None:
    with pytest.raises(WorkspaceError, match=r"^Book.* still refers? to Author: run `inv drop Book` first$"):
        plan_removal("Author")
