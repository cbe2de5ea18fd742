"""What a product can leave out."""

from fnmatch import fnmatch
from itertools import accumulate
from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import initialisation, parts

PYTHON = """import os
import sys

one = os.name
# region accounts
two = sys.path
# endregion
"""
JSX = """export const Page = () => (
  <main>
    {/* region accounts */}
    <SignIn />
    {/* endregion */}
    <p>Text</p>
  </main>
);
"""
MARKDOWN = "One\n\n<!-- region accounts -->\nTwo\n\n<!-- endregion -->\nThree\n"
FILES = {"a.py": PYTHON, "b.tsx": JSX, "c.md": MARKDOWN}
NESTED = """one
# region accounts
two
# region teams
three
# endregion
# region sample: more
four
# endregion
five
# endregion
six
"""


@pytest.fixture
def files() -> list[str]:
    return [name for name in initialisation.files() if not name.startswith("workspace/")]


def applied(folder: Path, *without: str) -> dict[str, str]:
    (folder / "frontend").mkdir()
    (folder / "frontend/package.json").write_text('{"dependencies": {}}', "utf-8")
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    parts.apply(folder, without)
    return {name: (folder / name).read_text("utf-8") for name in FILES}


def test_a_product_with_the_part_does_not_have_its_marks(tmp_path: Path) -> None:
    texts = applied(tmp_path)

    assert texts["a.py"] == "import os\nimport sys\n\none = os.name\ntwo = sys.path\n"
    assert "<SignIn />" in texts["b.tsx"]
    assert texts["c.md"] == "One\n\nTwo\n\nThree\n"
    assert "region" not in "".join(texts.values())


def test_a_product_without_the_part_has_neither_its_lines_nor_their_imports(tmp_path: Path) -> None:
    texts = applied(tmp_path, "accounts")

    assert texts["a.py"] == "import os\n\none = os.name\n"
    assert texts["b.tsx"] == "export const Page = () => (\n  <main>\n    <p>Text</p>\n  </main>\n);\n"
    assert texts["c.md"] == "One\n\nThree\n"


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        ((), "one two three more: four end five six"),
        (("teams",), "one two more: four end five six"),
        (("accounts",), "one six"),
    ],
)
def test_regions_can_be_inside_of_others(without: tuple[str, ...], expected: str) -> None:
    text = parts.unmarked(NESTED, parts.with_dependents(without))

    words = text.replace("# region sample: ", "").replace("# endregion", "end").replace("more", "more:")
    assert words.split() == expected.split()


def test_a_part_is_left_out_with_those_that_need_it() -> None:
    assert parts.with_dependents(("accounts",)) == ["teams", "accounts"]
    assert parts.with_dependents(("teams",)) == ["teams"]


def test_a_file_can_be_changed_for_one_part_and_deleted_with_the_next(tmp_path: Path) -> None:
    file = tmp_path / "frontend/src/features/sign-in/provider.tsx"
    file.parent.mkdir(parents=True)
    file.write_text("setItem(NEXT, teamPath() + next);\n", "utf-8")
    (tmp_path / "frontend/package.json").write_text('{"dependencies": {}}', "utf-8")

    parts.apply(tmp_path, ("accounts",))

    assert not file.exists()


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(WorkspaceError, match="acounts is not a part"):
        parts.check(("acounts",))


@pytest.mark.sample
@pytest.mark.parametrize("name", parts.NAMES)
def test_every_rule_of_a_part_applies_to_a_file(name: str, files: list[str]) -> None:
    part = parts._part(name)

    assert [pattern for pattern in part["files"] if not any(fnmatch(file, pattern) for file in files)] == []
    for rule in part["replace"]:
        texts = [(project.ROOT / file).read_text("utf-8") for file in files if fnmatch(file, rule["files"])]
        assert any(rule["before"] in text for text in texts), rule


@pytest.mark.sample
def test_every_mark_of_a_part_has_an_end(files: list[str]) -> None:
    for file in files:
        content = (project.ROOT / file).read_bytes()
        if b"\0" not in content and b"region" in content:
            lines = content.decode().splitlines(keepends=True)
            marks = [mark for line in lines if (mark := parts.MARK.fullmatch(line))]
            depths = [0, *accumulate(1 if mark["name"] else -1 for mark in marks)]
            assert (min(depths), depths[-1]) == (0, 0), file
