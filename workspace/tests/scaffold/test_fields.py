"""The fields of a form and a list: their kinds, what may stay empty, what they refer to."""

import pytest

from headstart.scaffold.parser import parse
from headstart.scaffold.rendering import render_frontend

FEATURE = "frontend/src/features/events/"
EVENT = render_frontend(
    parse(
        "Event",
        [
            "name:str", "starts_at:datetime", "paid:bool?", "hidden:bool", "rank:int=1", "fee:money?",
            "weight:decimal", "held_on:date", "notes:text=", "contact:email", "page:url?", "opens_at:time",
            "length:duration", "key:uuid", "settings:json={}", "kind:enum(fair|talk)?=talk", "size:enum(s|l)",
            "parent:ref:Event?",
        ],
    )
)  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        'name: text({ column: { width: "minmax(0, 5fr)" } })',
        "starts_at: dateTime({ column:",
        "paid: optionalFlag({ column:",
        "hidden: flag({ column:",
        "rank: integer({ column:",
        "fee: money({ column:",
        "weight: decimal(",
        "held_on: date(",
        "notes: longText()",
        "contact: email(",
        "page: url(",
        "opens_at: time(",
        "length: duration(",
        "key: uuid()",
        "settings: json()",
        "kind: choice(kindLabels, { optional: true",
        "size: choice(sizeLabels",
        'parent_id: reference(events, { from: "parent", optional: true',
    ],
)
def test_each_kind_of_field_has_a_function(line: str) -> None:
    assert f"  {line}" in EVENT[f"{FEATURE}fields.tsx"]


def test_only_the_functions_that_are_used_are_imported() -> None:
    made = render_frontend(parse("Tag", ["name:str", "shown:bool"]))

    assert (
        'import { flag, text } from "@/components/fields/kinds";'
        in made[FEATURE.replace("event", "tag") + "fields.tsx"]
    )


def test_labels_are_the_names_in_words() -> None:
    texts = EVENT[f"{FEATURE}texts.ts"]

    for line in ('starts_at: "Starts at"', 'parent_id: "Parent"', 'fair: "Fair"'):
        assert line in texts


def test_the_address_says_what_the_list_is_filtered_by() -> None:
    api = EVENT[f"{FEATURE}api.ts"]

    for line in (
        'kind: readChoice<EventKind>(raw.kind, ["fair", "talk"])',
        "paid: readFlag(raw.paid)",
        "parent_id: readId(raw.parent_id)",
        "contact: readSearch(raw.contact)",
        "page_set: readFlag(raw.page_set)",
        "key: readUuid(raw.key)",
        "opens_at_from: readTimeOfDay(raw.opens_at_from)",
    ):
        assert line in api
