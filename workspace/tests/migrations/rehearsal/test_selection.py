"""The rehearsed migrations, their order, and the steps before them."""

from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.migrations.rehearsal import selection
from headstart.migrations.rehearsal.stepper import Migration

PREDECESSORS = {
    "first": (),
    "left": ("first",),
    "right": ("first",),
    "both": ("left", "right"),
    "later": ("both",),
}
HISTORY = [Migration(name, follows, "", Path(name)) for name, follows in PREDECESSORS.items()]


@pytest.mark.parametrize(
    ("at", "since", "expected"),
    [
        ("both", "", ["later"]),
        ("left", "", ["right", "both", "later"]),
        (None, "", list(PREDECESSORS)),
        ("later", "", ["later"]),
        ("later", "base", list(PREDECESSORS)),
        ("first", "bo", ["later"]),
        ("later", "right", ["left", "both", "later"]),
        ("first", "later", []),
    ],
)
def test_the_pending_the_later_or_the_newest_migrations_are_selected(
    at: str | None, since: str, expected: list[str]
) -> None:
    assert [each.revision for each in selection.select(HISTORY, at, since)] == expected


@pytest.mark.parametrize(("since", "how_many"), [("nothing", "no"), ("l", "more than one")])
def test_an_unknown_revision_is_explained(since: str, how_many: str) -> None:
    with pytest.raises(WorkspaceError, match=f"{how_many} migration matches {since}: `.venv/bin/"):
        selection.select(HISTORY, "first", since)


def test_pending_migrations_are_downgraded_and_missing_ones_applied() -> None:
    pending = [each for each in HISTORY if each.revision in {"right", "both", "later"}]
    steps = selection.steps_to_start(HISTORY, {"first", "right"}, pending)
    assert [(direction, each.revision) for direction, each in steps] == [
        ("downgrade", "right"),
        ("upgrade", "left"),
    ]
