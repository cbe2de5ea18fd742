"""The columns of a new list: as many as fit, and none is truncated."""

from dataclasses import replace

from headstart.scaffold.columns import ts_card, ts_columns, ts_is_wide, ts_width
from headstart.scaffold.names import Names
from headstart.scaffold.parser import parse
from headstart.scaffold.rendering import render_frontend
from headstart.scaffold.specification import Field, Specification, Target

EVENT = Names("Event", "event", "events", "an event")


def event(*fields: Field) -> Specification:
    return Specification(EVENT, (Field("name", "str"), *fields), "")


def test_values_and_labels_have_room() -> None:
    resource = event(
        Field("sent_at", "datetime"), Field("cost", "decimal"), Field("long_but_public_name", "int")
    )

    widths = [ts_width(field, resource) for field in resource.fields]

    assert widths == [
        "minmax(0, 5fr)",
        "minmax(12.5rem, 3fr)",
        "minmax(6.5rem, 3fr)",
        "minmax(11.75rem, 3fr)",
    ]


def test_columns_that_do_not_fit_are_hidden_in_a_narrow_table() -> None:
    times = [Field(f"time_{number}", "datetime") for number in range(9)]
    resource = event(*times, Field("rank", "int"))

    shown = ts_columns(resource)

    assert [field.name for field in shown] == ["name", "time_0", "time_1", "time_2", "time_3"]
    assert [field.name for field in shown if ts_is_wide(resource, field)] == ["time_2", "time_3"]


def test_the_list_marks_the_columns_for_wide_screens() -> None:
    args = ["name:str", *(f"time_{number}:datetime?" for number in range(3))]
    files = render_frontend(parse("Event", args))
    text = files["frontend/src/features/events/fields.tsx"]

    assert text.count("wide: true") == 1
    assert "wide: true" in text.partition("time_2:")[2]


def test_a_list_that_has_nothing_else_to_show_has_a_long_text() -> None:
    resource = event(Field("notes", "text"))

    assert [field.name for field in ts_columns(resource)] == ["name", "notes"]
    assert [ts_card(resource, field) for field in resource.fields] == ["", "subtitle"]


def test_a_card_leaves_out_what_its_last_line_has_no_room_for() -> None:
    resource = event(Field("starts_at", "datetime"), Field("lasts", "duration"), Field("online", "bool"))

    assert [ts_card(resource, field) for field in resource.fields] == ["", "note", "tag", ""]


def test_the_subtitle_of_a_card_is_its_most_informative_field() -> None:
    author = Target(Names("Author", "author", "authors", "an author"), "name")
    without = event(Field("email", "str"), Field("phone", "str"), Field("rank", "int"))
    referring = replace(without, fields=(*without.fields, Field("author", "ref", target=author)))

    assert [ts_card(without, field) for field in without.fields] == ["", "subtitle", "", "tag"]
    assert [ts_card(referring, field) for field in referring.fields] == ["", "", "", "tag", "subtitle"]


def test_flags_and_numbers_are_on_a_card_where_there_is_room() -> None:
    resource = event(
        Field("paid", "bool"), Field("total", "money"), Field("due_on", "date"), Field("sent", "bool")
    )

    assert [ts_card(resource, field) for field in resource.fields] == ["", "tag", "end", "note", "more"]
