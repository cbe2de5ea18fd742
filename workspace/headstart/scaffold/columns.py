"""Which fields a list shows, and how much room each gets: in a table, in a narrow one, on a phone's card."""

from collections.abc import Mapping, Sequence

from headstart.scaffold.specification import Field, Specification

MOST = 6
# What a value needs with the space around it, in rem; what is cut off without harm gets less.
WIDTHS: Mapping[str, float] = {
    "str": 7, "ref": 7, "enum": 6, "bool": 5, "int": 6, "decimal": 6.5, "date": 7.75, "datetime": 12.5,
}  # fmt: skip
NAME, LETTER, AROUND, ARROWS = 12, 0.45, 1.5, 1.25
# What there is for the columns of a wide screen, and of one that is 48em wide.
WIDE, NARROW = 62, 39
SUBTITLE, PLACES = "subtitle", {"enum": "tag", "date": "note", "datetime": "note", "decimal": "end"}


def ts_columns(resource: Specification) -> list[Field]:
    """Return the fields that the list shows: as many as there is room for, the name first."""
    others = [field for field in resource.fields if field.kind != "text" and field != resource.label]
    return _fitting(resource, [resource.label, *others], WIDE)[:MOST]


def ts_is_wide(resource: Specification, field: Field) -> bool:
    """Say whether a narrow table leaves a column out."""
    return field not in _fitting(resource, ts_columns(resource), NARROW)


def ts_width(field: Field, resource: Specification) -> str:
    """Return the width of a column: no value and no label that it can show whole is cut off."""
    if field == resource.label:
        return "minmax(0, 5fr)"
    return f"minmax({_least(field, resource):g}rem, 3fr)"


def ts_card(resource: Specification, field: Field) -> str:
    """Return the place of a column on a phone, where rows are cards; each place is there once."""
    columns = ts_columns(resource)[1:]
    # Of a record that refers to nothing another line says more. A bare number says nothing.
    below = "ref" if any(column.target for column in columns) else "str"
    places = {**PLACES, below: SUBTITLE}
    place = places.get(field.kind, "")
    alike = (other for other in columns if places.get(other.kind) == place)
    return place if place and field == next(alike, None) else ""


def _fitting(resource: Specification, fields: Sequence[Field], room: float) -> list[Field]:
    fitting = []
    for field in fields:
        least = _least(field, resource)
        if least <= room:
            room -= least
            fitting.append(field)
    return fitting


def _least(field: Field, resource: Specification) -> float:
    if field == resource.label:
        return NAME
    label = LETTER * len(field.words) + AROUND + (ARROWS if field in resource.sorts else 0)
    return min(max(WIDTHS[field.kind], round(label * 4) / 4), NAME + 1)
