"""The fields of a form: times, optional values and choices."""

import pytest

from headstart.scaffold.parser import parse
from headstart.scaffold.rendering import render_frontend

FEATURE = "frontend/src/features/events/"
EVENT = render_frontend(
    parse(
        "Event",
        [
            "name:str", "starts_at:datetime", "ends_at:datetime?",
            "made_at:datetime=2026-01-31T12:00:00+01:00", "hidden:bool", "paid:bool?",
            "kind:enum(fair|talk)?=talk", "size:enum(s|l)", "rank:int=1", "notes:text=",
        ],
    )
)  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "starts_at: toLocalTime(record.starts_at)",
        'ends_at: record.ends_at === null ? "" : toLocalTime(record.ends_at)',
        'made_at: toLocalTime("2026-01-31T11:00:00Z")',
        "starts_at: toMoment(values.starts_at)",
        'ends_at: values.ends_at === "" ? null : toMoment(values.ends_at)',
    ],
)
def test_a_form_shows_times_in_the_time_zone_of_the_user(line: str) -> None:
    assert line in EVENT[f"{FEATURE}form-values.ts"]


def test_an_optional_bool_has_three_choices_and_a_required_one_is_a_checkbox() -> None:
    values, fields = EVENT[f"{FEATURE}form-values.ts"], EVENT[f"{FEATURE}components/event-fields.tsx"]

    for line in (
        "paid: boolean | null;",
        "paid: null,",
        "paid: values.paid,",
        "hidden: boolean;",
        "hidden: false,",
    ):
        assert line in values
    assert '<Select<boolean> clearable placeholder={texts.notSet} data={yesOrNo} {...field("paid")}' in fields
    assert '<Checkbox {...field("hidden", { type: "checkbox" })}' in fields


def test_optional_fields_say_so() -> None:
    texts = EVENT[f"{FEATURE}texts.ts"].partition("  fields: {")[2]

    for label in (
        'ends_at: "Ends at (optional)"', 'paid: "Paid (optional)"', 'kind: "Kind (optional)"',
        'notes: "Notes (optional)"', 'starts_at: "Starts at"', 'hidden: "Hidden"', 'size: "Size"',
        'rank: "Rank"',
    ):  # fmt: skip
        assert label in texts


def test_an_optional_choice_can_be_none_although_it_has_a_default() -> None:
    assert "kind: EventKind | null" in EVENT[f"{FEATURE}form-values.ts"]


def test_two_versions_are_compared_in_words() -> None:
    shown = EVENT[f"{FEATURE}components/edit-event.tsx"]

    assert "starts_at: formatTime" in shown
    assert "hidden: (value) => (value ? texts.yes : texts.no)" in shown
