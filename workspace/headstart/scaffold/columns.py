"""The fields that a list shows, and their widths in a table, in a narrow table and on a phone's card."""

from collections.abc import Mapping, Sequence

from headstart.scaffold.specification import Field, Specification

MAX_COLUMNS = 6
# The width that a value needs, with padding, in rem; less if truncating it does no harm.
WIDTHS: Mapping[str, float] = {
    "str": 7, "text": 10, "email": 10, "url": 10, "int": 6, "decimal": 6.5, "money": 6.5, "bool": 5,
    "date": 7.75, "datetime": 12.5, "time": 6, "duration": 7, "uuid": 20, "json": 10, "enum": 6, "ref": 7,
    "refs": 8,
}  # fmt: skip
NAME_WIDTH, LETTER_WIDTH, PADDING, SORT_ARROWS = 12, 0.45, 1.5, 1.25
# The room for columns in a table of 70rem, and on a screen that is 48em wide, beside a rail.
WIDE_TABLE, NARROW_TABLE = 62, 37
# The room for the last line of a card on a phone, and the width of values on it.
CARD = 20
CARD_WIDTHS: Mapping[str, float] = {
    "enum": 6, "date": 5.25, "datetime": 9.25, "time": 4.25, "money": 4.5, "decimal": 4.5, "bool": 2.25,
    "int": 3.5, "duration": 5.5,
}  # fmt: skip
LONG_KINDS = ("text", "uuid", "json")
LABELED, SHORT = ("bool", "int", "duration"), ("tag", "note", "more", "end")
SUBTITLE, SUBTITLES = "subtitle", ("str", "email", "url", "text")
PLACES = {
    "enum": "tag", "date": "note", "datetime": "note", "time": "note", "money": "end", "decimal": "end",
}  # fmt: skip


def ts_columns(resource: Specification) -> list[Field]:
    """Return the fields that the list shows: the name first, then as many as fit."""
    others = [field for field in resource.fields if field != resource.label]
    # A long text is shown only if there is nothing else to show.
    short = [field for field in others if field.kind not in LONG_KINDS]
    texts = [field for field in others if field.kind == "text"]
    return _columns_that_fit(resource, [resource.label, *(short or texts[:1])], WIDE_TABLE)[:MAX_COLUMNS]


def ts_is_wide(resource: Specification, field: Field) -> bool:
    """Return whether a narrow table leaves a column out."""
    return field not in _columns_that_fit(resource, ts_columns(resource), NARROW_TABLE)


def ts_width(field: Field, resource: Specification) -> str:
    """Return the width of a column, wide enough for its values and its label."""
    if field == resource.label:
        return "minmax(0, 5fr)"
    return "minmax(0, 8fr)" if field.kind == "text" else f"minmax({_min_width(field, resource):g}rem, 3fr)"


def ts_card(resource: Specification, field: Field) -> str:
    """Return the place of a column on a phone, where rows are cards."""
    return _cards(resource).get(field, "")


def _cards(resource: Specification) -> dict[Field, str]:
    """Return the columns on a card with their places; each place is used once."""
    columns = ts_columns(resource)[1:]
    # A reference says most about a record; without one, another text does.
    below = ("ref",) if any(column.target for column in columns) else SUBTITLES
    places = {**PLACES, **dict.fromkeys(below, SUBTITLE)}
    cards: dict[Field, str] = {}
    for column in columns:
        place = places.get(column.kind)
        if place and place not in cards.values():
            cards[column] = place
    # These are shown with their labels, where there is room.
    for column in columns:
        free = [place for place in SHORT if place not in cards.values()]
        if column.kind in LABELED and free and _last_line([*cards, column]) <= CARD:
            cards[column] = free[0]
    return cards


def _last_line(fields: Sequence[Field]) -> float:
    """Return the width of the fields that are on the last line of a card."""
    labels = sum(LETTER_WIDTH * len(f"{field.words}: ") for field in fields if field.kind in LABELED)
    return labels + sum(CARD_WIDTHS.get(field.kind, 0) for field in fields)


def _columns_that_fit(resource: Specification, fields: Sequence[Field], room: float) -> list[Field]:
    result = []
    for field in fields:
        width = _min_width(field, resource)
        if width <= room:
            room -= width
            result.append(field)
    return result


def _min_width(field: Field, resource: Specification) -> float:
    if field == resource.label:
        return NAME_WIDTH
    label = LETTER_WIDTH * len(field.words) + PADDING + (SORT_ARROWS if field in resource.sorts else 0)
    return min(max(WIDTHS[field.kind], round(label * 4) / 4), NAME_WIDTH + 1)
