"""The list of what belongs to the sample: whole, and taken out of a text and a list as a whole."""

from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import sample
from headstart.scaffold.emptying import changes_without_sample
from headstart.scaffold.migrations import FOLDER
from headstart.scaffold.removal import plan_removal

LISTED = """# what belongs to it
migrations = ["{0}/first.py"]

[Book]
files = ["one.txt", "folder/"]
packages = ["charts"]
texts = ["README.md"]

[Author]
files = ["two.txt"]
"""
README = "before\n\n<!-- sample -->\nof books\n<!-- end of the sample -->\n\nafter\n"
PACKAGES = '{\n  "dependencies": {\n    "charts": "1",\n    "core": "2"\n  }\n}\n'


@pytest.fixture
def root(folder: Path) -> Path:
    """Return a project with a list, and two resources in it."""
    texts = {
        sample.LIST: LISTED.format(FOLDER),
        sample.PACKAGES: PACKAGES,
        "README.md": README,
        "one.txt": "one",
        "folder/inner/three.txt": "three",
        "two.txt": "two",
        f"{FOLDER}/first.py": "",
    }
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("name", sample.resources())
def test_what_is_listed_is_there(name: str) -> None:
    listed = sample.belongings(name)

    assert [path for path in listed.files if not (project.ROOT / path).exists()] == []
    assert [path for path in sample.migrations() if not (project.ROOT / path).exists()] == []
    assert [path for path in listed.texts if not sample.MARKED.search(text(path))] == []
    assert [package for package in listed.packages if f'"{package}"' not in text(sample.PACKAGES)] == []


def text(path: str) -> str:
    return (project.ROOT / path).read_text("utf-8")


def test_a_resource_goes_with_what_belongs_to_it(root: Path) -> None:
    after = {change.path: change.after for change in sample.without(["Book"], root)}

    assert list(sample.belongings("Book", root).paths(root)) == ["one.txt", "folder/inner/three.txt"]
    assert after.keys() == {sample.PACKAGES, "README.md", sample.LIST}
    assert after["README.md"] == "before\n\nafter\n"
    assert '"charts"' not in str(after[sample.PACKAGES])
    assert "[Book]" not in str(after[sample.LIST])
    assert '[Author]\nfiles = ["two.txt"]\n' in str(after[sample.LIST])


def test_with_the_last_resource_the_list_goes(root: Path) -> None:
    after = {change.path: change.after for change in sample.without(["Book", "Author"], root)}

    assert after[sample.LIST] is None


def test_where_the_sample_is_gone_nothing_goes(root: Path) -> None:
    (root / sample.LIST).unlink()

    assert changes_without_sample(root) == []
    assert list(sample.without(["Book"], root)) == []


def test_migrations_of_others_are_in_the_way_and_the_way_around_is_told(root: Path) -> None:
    (root / FOLDER / "second.py").write_text("", "utf-8")

    with pytest.raises(WorkspaceError) as refused:
        changes_without_sample(root)

    assert str(refused.value).startswith(f"{FOLDER}/second.py follows the migrations of the sample")
    assert "`inv drop Book` and `inv drop Author`" in str(refused.value)


@pytest.mark.skipif("Author" not in sample.resources(), reason="the sample is gone")
def test_what_others_of_the_sample_refer_to_is_refused() -> None:
    with pytest.raises(
        WorkspaceError, match=r"^Book.* still refers? to Author: drop th\w+ first \(`inv drop Book`\)$"
    ):
        plan_removal("Author")
