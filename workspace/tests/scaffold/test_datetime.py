"""Moments in forms and lists: what a browser makes of them, and the room that they need."""

from workspace.scaffold.parser import parse
from workspace.scaffold.rendering import rendered_frontend

EVENT = rendered_frontend(parse("Event", ["name:str", "starts_at:datetime", "ends_at:datetime?"]))


def test_seconds_that_a_browser_leaves_out_are_sent() -> None:
    form = EVENT["frontend/src/features/events/form-values.ts"]

    assert 'starts_at: values.starts_at === "" ? "" : `${values.starts_at.padEnd(19, ":00")}Z`' in form
    assert 'ends_at: values.ends_at === "" ? null : `${values.ends_at.padEnd(19, ":00")}Z`' in form


def test_a_column_of_moments_has_room_for_one() -> None:
    assert 'width: "minmax(11rem, 3fr)"' in EVENT[
        "frontend/src/features/events/components/events-description.tsx"
    ]  # fmt: skip
