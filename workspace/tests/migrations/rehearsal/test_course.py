"""Which migrations are rehearsed, in which order, and the way there."""

from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.migrations.rehearsal import course
from headstart.migrations.rehearsal.stepper import Migration

FOLLOWS = {
    "first": (),
    "left": ("first",),
    "right": ("first",),
    "both": ("left", "right"),
    "later": ("both",),
}
HISTORY = [Migration(name, follows, "", Path(name)) for name, follows in FOLLOWS.items()]


@pytest.mark.parametrize(
    ("at", "since", "expected"),
    [
        ("both", "", ["later"]),
        ("left", "", ["right", "both", "later"]),
        (None, "", list(FOLLOWS)),
        ("later", "", ["later"]),
        ("later", "base", list(FOLLOWS)),
        ("first", "bo", ["later"]),
        ("later", "right", ["left", "both", "later"]),
        ("first", "later", []),
    ],
)
def test_what_is_pending_is_rehearsed_or_what_follows_the_named_one_or_the_newest(
    at: str | None, since: str, expected: list[str]
) -> None:
    assert [each.revision for each in course.chosen(HISTORY, at, since)] == expected


@pytest.mark.parametrize(("since", "how_many"), [("nothing", "no"), ("l", "more than one")])
def test_a_name_that_is_no_migrations_is_explained(since: str, how_many: str) -> None:
    with pytest.raises(WorkspaceError, match=f"{how_many} migration is called {since}: `alembic history`"):
        course.chosen(HISTORY, "first", since)


def test_what_is_to_come_is_taken_back_and_what_came_before_is_made_up_for() -> None:
    to_come = [each for each in HISTORY if each.revision in {"right", "both", "later"}]
    way = course.way(HISTORY, {"first", "right"}, to_come)
    assert [(direction, each.revision) for direction, each in way] == [
        ("downgrade", "right"),
        ("upgrade", "left"),
    ]
