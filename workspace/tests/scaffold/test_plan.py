"""Plans: data that can be shown."""

from pathlib import Path

import pytest

from headstart.core import project
from headstart.scaffold import registry
from headstart.scaffold.creation import plan_creation
from headstart.scaffold.parser import parse
from headstart.scaffold.plan import Change, Plan, with_line, without_line

LIST = "# the list\nfrom a.b import B\nfrom a.d import D\n\nend\n"


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("from a.a import A", "# the list\n"),
        ("from a.c import C", "from a.b import B\n"),
        ("from a.e import E", "from a.d import D\n"),
    ],
)
def test_a_line_is_added_at_its_place(line: str, after: str) -> None:
    added = with_line(LIST, line, "from a.")

    assert f"{after}{line}\n" in added
    assert without_line(added, line) == LIST


def test_a_line_that_is_there_is_not_added_again() -> None:
    assert with_line(LIST, "from a.b import B", "from a.") == LIST


def test_the_first_line_of_a_list_comes_at_the_end_of_the_file() -> None:
    assert with_line("one\n", "two", "t") == "one\ntwo\n"
    assert with_line("", "two", "") == "two\n"


def test_the_difference_is_that_of_git() -> None:
    plan = Plan(
        (Change("new.py", None, "a\n"), Change("old.py", "b\n", None), Change("both.py", "c\n", "d\n"))
    )

    assert list(plan.diff()) == [
        "--- /dev/null", "+++ b/new.py", "@@ -0,0 +1 @@", "+a",
        "--- a/old.py", "+++ /dev/null", "@@ -1 +0,0 @@", "-b",
        "--- a/both.py", "+++ b/both.py", "@@ -1 +1 @@", "-c", "+d",
    ]  # fmt: skip
    assert [change.verb for change in plan.changes] == ["write", "delete", "change"]


def test_a_resource_of_two_fields_is_eleven_files_of_the_front_end() -> None:
    """More would not be read by whoever owns it."""
    plan = plan_creation("OwnTag", ["name:str", "rank:int"])

    written = [change.path for change in plan.changes if change.before is None]
    assert len([path for path in written if path.startswith("frontend/src/")]) <= 11


def test_a_line_that_is_too_long_is_wrapped_and_found_again(folder: Path) -> None:
    file = folder / registry.FACTORIES
    file.parent.mkdir(parents=True)
    before = (project.ROOT / registry.FACTORIES).read_text("utf-8")
    file.write_text(before, "utf-8")
    long, short = (parse(name, ["name:str"]) for name in ("CustomerSubscriptionInvoiceLine", "Zebra"))

    for resource in (long, short):
        _settings, change = registry.additions(resource, folder, api_only=True)
        file.write_text(change.after or "", "utf-8")

    assert max(map(len, file.read_text("utf-8").splitlines())) <= registry.LINE_LENGTH
    assert "\nfrom factories.zebra import ZebraFactory as ZebraFactory\n" in file.read_text("utf-8")
    texts = {change.path: change.after for change in registry.removals([long, short], folder)}
    assert texts[registry.FACTORIES] == before
