"""Changes of fields are merged into files that were edited and reformatted by hand."""

import re
from collections.abc import Mapping
from pathlib import PurePath

import pytest

from headstart.core.errors import WorkspaceError
from headstart.scaffold import records
from headstart.scaffold.creation import render_versions
from headstart.scaffold.merging.merge import Merged, Missing, merge
from headstart.scaffold.merging.renames import Renames
from headstart.scaffold.merging.rows import merge_rows
from headstart.scaffold.merging.uses import rename_uses
from headstart.scaffold.parser import parse
from headstart.scaffold.rendering import format_python, format_typescript
from headstart.setup import node_packages

MODEL = '''from sqlalchemy import Index, String


class Tag(Base):
    """A tag."""

    __table_args__ = (
        # The filters.
        Index(None, "name", "id"),
        Index(None, "shown", "id"),
    )

    name: Mapped[str] = mapped_column(String(200))
    shown: Mapped[bool]

    def __str__(self) -> str:
        return self.name
'''
WITH_RANK = MODEL.replace(
    '"name", "id"),\n', '"name", "id"),\n        # The ranks.\n        Index(None, "rank", "id"),\n'
).replace("Mapped[bool]\n", "Mapped[bool]\n    rank: Mapped[int]\n")
MINE = """from sqlalchemy import (
    String,
    Index,
    text,
)


class Tag(Base):
    '''One of my tags.'''

    shown: Mapped[bool]  # to everybody
    name: Mapped[str] = mapped_column(String(300))
    mine: Mapped[str]

    __table_args__ = (Index(None, 'shown', 'id'), Index(None, "name", "id"), Index(None, "mine", text("1")))

    def mine_too(self) -> str:
        return f"{self.name:>3}"

    def __str__(self) -> str:
        return self.name
"""


def test_a_field_is_added_where_its_neighbours_have_moved_to() -> None:
    merged = merge(MODEL, WITH_RANK, MINE, "tag.py")

    assert merged.missing == ()
    text = format_python({"tag.py": merged.text})["tag.py"]
    assert "# to everybody\n    rank: Mapped[int]\n    name:" in text
    assert '# The ranks.\n        Index(None, "rank", "id"),\n        Index(None, "mine"' in text
    assert "String(300)" in text


def test_a_field_is_dropped_and_the_rest_stays() -> None:
    mine = merge(MODEL, WITH_RANK, MINE, "tag.py").text

    dropped = format_python({"tag.py": merge(WITH_RANK, MODEL, mine, "tag.py").text})

    assert dropped == format_python({"tag.py": MINE})


def test_a_place_that_is_gone_is_named() -> None:
    before = 'def conditions():\n    if one:\n        yield "one"\n'
    after = f'{before}    if two:\n        yield "two"\n'
    mine = "def conditions():\n    return query()\n"

    merged = merge(before, after, mine, "tag.py")

    assert merged.text == mine
    assert merged.missing == (Missing(2, 'add `if two: yield "two"`'),)


def test_a_value_that_was_changed_by_hand_stays_and_is_named() -> None:
    before, after, mine = ("limit = 10\n", "limit = 20\n", "limit = 15\n")

    assert merge(before, after, mine, "tag.py").text == mine
    assert merge(before, after, mine, "tag.py").missing == (Missing(1, "change `10` to `20`"),)


@pytest.mark.parametrize(
    ("path", "base", "target", "mine", "merged"),
    [
        (
            "tag.py",
            "size: Whole | None = None\n",
            "size: Decimal | None = None\n",
            "size: Annotated[Whole, Field(ge=0)] | None = None\n",
            "size: Annotated[Decimal, Field(ge=0)] | None = None\n",
        ),
        (
            "fields.tsx",
            'const fields = { size: integer({ card: "tag" }) };\n',
            'const fields = { size: decimal({ card: "tag" }) };\n',
            "const fields = { size: { ...integer({}), show: (size) => <b>{size}</b> } };\n",
            "const fields = { size: { ...decimal({}), show: (size) => <b>{size}</b> } };\n",
        ),
    ],
)
def test_a_type_changes_inside_of_a_handwritten_value(
    path: str, base: str, target: str, mine: str, merged: str
) -> None:
    assert merge(base, target, mine, path) == Merged(merged)


def test_a_type_that_a_handwritten_value_uses_twice_is_named() -> None:
    mine = "size: Annotated[int, check(int)]\n"

    merged = merge("size: int\n", "size: Decimal\n", mine, "tag.py")

    assert merged == Merged(mine, (Missing(1, "change `int` to `Decimal`"),))


def test_a_string_that_was_changed_by_hand_stays_alone_in_its_list() -> None:
    mine = 'name = Field(examples=["Sprocket"])\n'

    merged = merge('name = Field(examples=["Name"])\n', 'name = Field(examples=["Title"])\n', mine, "tag.py")

    assert merged == Merged(mine, (Missing(1, 'change `"Name"` to `"Title"`'),))


def test_a_second_value_of_a_list_is_separated_from_the_first_one() -> None:
    merged = merge("names = [a, b]\n", "names = [c]\n", "names = [mine]\n", "tag.py")

    assert merged.text == "names = [mine, c]\n"


def test_a_parameter_set_is_removed_with_its_field_although_its_values_were_changed() -> None:
    base = 'cases = [("name", ["a", "b"]), ("rank", [1, 2])]\n'
    target = 'cases = [("name", ["a", "b"])]\n'

    merged = merge(base, target, 'cases = [("rank", [-7, 8]), ("name", ["x", "b"])]\n', "test_tags.py")

    assert merged == Merged('cases = [ ("name", ["x", "b"])]\n')


def test_an_import_is_added_if_the_edited_file_has_removed_it() -> None:
    before = 'import { A, B } from "./c";\n\nexport const one = { a: A };\n'
    after = before.replace("a: A", "a: A, b: B")
    mine = 'import { A } from "./c";\n\nexport const one = { a: A, mine: 1 };\n'

    merged = merge(before, after, mine, "one.ts").text

    assert 'import { A, B } from "./c";' in merged
    assert "{ a: A, b: B, mine: 1 }" in merged


@pytest.mark.parametrize(("use", "remains"), [("", False), ("export const mine = B;\n", True)])
def test_an_import_is_removed_unless_handwritten_code_uses_it(use: str, *, remains: bool) -> None:
    after = 'import { A } from "./c";\n\nexport const one = { a: A };\n'
    before = 'import { A, B } from "./c";\n\nexport const one = { a: A, b: B };\n'

    merged = merge(before, after, f"// mine\n{before}{use}", "one.ts").text

    assert (", B }" in merged) is remains
    assert "b: B" not in merged


def test_a_test_brings_what_it_uses_and_takes_it_away_again() -> None:
    before = (
        'PATH = "/api"\n\n\ndef body():\n    return {"a": PATH}\n\n\ndef test_one(body):\n    assert body\n'
    )
    after = f"{before}\n\ndef test_two(body):\n    assert body['a']\n"
    mine = "def test_mine():\n    assert 1\n"

    added = merge(before, after, mine, "test_tags.py").text

    assert [line for line in added.splitlines() if line and line[0] != " "] == [
        "def test_mine():", 'PATH = "/api"', "def body():", "def test_two(body):",
    ]  # fmt: skip
    assert merge(after, before, added, "test_tags.py").text.strip() == mine.strip()


def test_a_file_that_is_not_valid_is_refused() -> None:
    with pytest.raises(WorkspaceError, match=r"tag.py cannot be changed: line 2 is not valid"):
        merge(MODEL, WITH_RANK, "one = 1\ntwo = = 2\n", "tag.py")


def test_handwritten_uses_of_a_renamed_field_are_renamed() -> None:
    renames = Renames((("pages", "page_count"),), (("BookKind", "BookType"),))
    text = 'pages = book.pages\nmake(pages=1, kind=BookKind.A)\nbody["pages"]\n{"pages": "pages"}\n'

    assert rename_uses(text, ".py", "", renames) == (
        "pages = book.page_count\nmake(page_count=1, kind=BookType.A)\n"
        'body["page_count"]\n{"page_count": "pages"}\n'
    )
    assert rename_uses("({ pages: b.pages });\n", ".ts", "", renames) == "({ page_count: b.page_count });\n"


def test_a_name_that_generated_code_uses_for_something_else_stays() -> None:
    renames = Renames((("items", "parts"),))

    assert rename_uses("a.items\n", ".py", "page.items\n", renames) == "a.items\n"
    assert rename_uses("f(a.items, items=1)\n", ".py", "f(items=2)\n", renames) == "f(a.parts, items=1)\n"


ROWS = "name,rank\nmine,\nother,7\n"


def test_demo_rows_get_a_column_for_each_new_field() -> None:
    def generate(count: int) -> str:
        return "name,rank,shown\n" + "".join(f"n{number},{number},true\n" for number in range(count))

    added = merge_rows("name,rank\n", generate, ROWS, Renames())
    assert added == "name,rank,shown\nmine,,true\nother,7,true\n"
    assert (
        merge_rows("name,rank\n", generate, ROWS, Renames(), required=["rank"]).splitlines()[1]
        == "mine,0,true"
    )
    renames = Renames((("rank", "place"),))
    renamed = merge_rows("name,rank\n", lambda _: "name,place\na,1\nb,2\n", ROWS, renames)
    assert renamed == "name,place\nmine,\nother,7\n"


def test_demo_rows_with_the_same_value_get_others_if_it_becomes_unique() -> None:
    rows = merge_rows(
        "name,rank\n", lambda _: "name,rank\na,R-1\nb,\nc,R-3\nd,R-4\n", "name,rank\nv,7\nw,\nx,7\ny,\n",
        Renames(), unique=["rank"],
    )  # fmt: skip

    assert rows == "name,rank\nv,7\nw,\nx,R-3\ny,\n"


FIELDS = (
    "rank:str", "rank:str(20)?:unique", "rank:text=", "rank:email:unique", "rank:email?=a@example.com",
    "rank:url", "rank:url?:index", "rank:int", "rank:int?:index", "rank:bool", "rank:bool?",
    "rank:decimal=1.50", "rank:decimal?", "rank:money", "rank:money?:unique", "rank:date", "rank:date?",
    "rank:datetime", "rank:time", "rank:time?=09:30", "rank:duration=3600", "rank:duration?", "rank:uuid",
    "rank:uuid?:unique", "rank:json", "rank:json?", "rank:json={}", "rank:enum(a|b)=a", "rank:enum(a|b)?",
    "rank:ref:OwnTag?", "rank:ref:OwnTag?:cascade",
    *(f"ranks:refs:{name}" for name in records.resources() if name == "Author"),
    *(f"rank:ref:{name}" for name in records.resources() if name == "Author"),
)  # fmt: skip
RESOURCES = (("name:str",), ("name:str:unique", "shown:bool", "made_on:date"))


def edited(text: str, path: str) -> str:
    """Return a text as if somebody had edited it, so that it is merged."""
    comment = "#" if path.endswith(".py") else "//"
    return f"{comment} mine\n\n{text}\n\n{comment} mine too\n"


def formatted(files: Mapping[str, str]) -> dict[str, str]:
    python = {path: text for path, text in files.items() if PurePath(path).suffix == ".py"}
    others = {path: text for path, text in files.items() if path not in python}
    texts = {**format_python(python), **format_typescript(others)}
    # Ruff keeps the empty line below an import that it removes.
    return {path: re.sub(r"\n{3,}", "\n\n", text) for path, text in texts.items()}


@pytest.mark.parametrize("base", [pytest.param(RESOURCES[0], marks=pytest.mark.slow), RESOURCES[1]])
@pytest.mark.slow
def test_a_field_in_edited_files_equals_one_that_was_there_from_the_start(base: tuple[str, ...]) -> None:
    if not node_packages.is_installed():
        pytest.skip("the front end's packages are not installed")
    resources = [parse("OwnTag", base), *(parse("OwnTag", [*base, field]) for field in FIELDS)]
    before, *versions = render_versions(resources)
    merged, expected, missing = {}, {}, []
    for field, after in zip(FIELDS, versions, strict=True):
        for old, new, way in ((before, after, "added"), (after, before, "dropped")):
            for path in sorted(old.keys() & new.keys()):
                if path.endswith(".csv") or old[path] == new[path]:
                    continue
                result = merge(old[path], new[path], edited(old[path], path), path)
                name = f"{FIELDS.index(field)}-{way}/{path}"
                missing += [(name, each) for each in result.missing]
                merged[name], expected[name] = result.text, edited(new[path], path)

    assert missing == []
    actual, wanted = formatted(merged), formatted(expected)
    assert {path: text for path, text in actual.items() if text != wanted[path]} == {}
    assert len(merged) > 100
