"""Example values for the tests of a new resource."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal

from headstart.scaffold.python import LITERALS, fitting
from headstart.scaffold.specification import Field, Specification

# Values that are written in the same way in Python and in JSON.
LITERAL_SAMPLES = {"int": "42", "duration": "7200", "json": '{"color": "red", "sizes": [1, 2]}'}
# Three values in ascending order. None of the examples is negative: many products add a rule against that.
RUNGS: Mapping[str, Sequence[str]] = {
    "str": ("Ash", "Birch", "Cedar"),
    "email": ("ada@example.com", "bo@example.com", "cy@example.com"),
    "url": ("http://example.com", "https://example.com", "https://example.org"),
    "int": ("3", "20", "100"),
    "decimal": ("9.50", "20.00", "100.00"),
    "money": ("9.50", "20.00", "100.00"),
    "date": ("1999-12-31", "2001-01-01", "2020-02-29"),
    "datetime": ("1999-12-31T12:00:00+00:00", "2001-01-01T12:00:00+00:00", "2020-02-29T12:00:00+00:00"),
    "time": ("00:00", "09:30", "23:59:59"),
    "duration": ("0", "90", "5400"),
    "uuid": tuple(f"00000000-0000-4000-8000-{number:012}" for number in (1, 2, 3)),
}


def sample(field: Field, resource: Specification) -> str:
    """Return a value that a client sends, in Python."""
    if field.target:
        record = f"{field.target.names.cls}Factory.create().id"
        return f"[{record}]" if field.kind == "refs" else record
    if field.kind == "bool":
        return "False" if field.default == "true" else "True"
    if field.kind in LITERAL_SAMPLES:
        return LITERAL_SAMPLES[field.kind]
    words = resource.names.words if field == resource.label else field.words
    # Different from the factory's value, so that a test can tell them apart.
    factory_value = field.default or next(iter(field.values), None)
    text = {
        "str": f"Some {words}",
        "text": f"Some {words}",
        "email": "grace@example.com",
        "url": "https://example.org/some?page=1",
        "decimal": "99.95",
        "money": "99.95",
        "date": "2024-02-29",
        "datetime": "2024-02-29T10:30:00Z",
        "time": "10:45:00",
        "uuid": "5b0e4d3a-8c17-4f62-9a5d-1e7f3c2b6d90",
        "enum": next((value for value in field.values[::-1] if value != factory_value), ""),
    }[field.kind]
    return f'"{fitting(field, text)}"'


def ladder(field: Field, resource: Specification) -> str:
    """Return three values in ascending order, in Python."""
    rungs = RUNGS[field.kind]
    return f"[{', '.join(LITERALS[field.kind](field, resource, rung) for rung in rungs)}]"


def set_value(field: Field, resource: Specification) -> str:
    """Return a value of a field that lists are filtered by, in Python."""
    if field.target:
        record = f"{field.target.names.cls}Factory.create()"
        return f"[{record}]" if field.kind == "refs" else record
    if field.kind == "bool":
        return "False"
    if field.kind == "enum":
        return LITERALS["enum"](field, resource, field.values[0])
    return LITERALS[field.kind](field, resource, RUNGS[field.kind][0])


def default_check(field: Field, _resource: Specification) -> str:
    """Return the expected comparison for a field that was left out."""
    if field.default is None:
        return " == []" if field.kind == "refs" else " is None"
    if field.kind == "bool":
        return f" is {field.default.capitalize()}"
    if field.kind in ("decimal", "money"):
        return f' == "{Decimal(field.default):.2f}"'
    if field.kind == "datetime":
        timestamp = datetime.fromisoformat(field.default).astimezone(UTC)
        return f' == "{timestamp.isoformat().replace("+00:00", "Z")}"'
    if field.kind == "time":
        return f' == "{time.fromisoformat(field.default).isoformat()}"'
    return f" == {field.default}" if field.kind in LITERAL_SAMPLES else f' == "{field.default}"'


def ts_record_value(field: Field, resource: Specification) -> str:
    """Return the value of a record's field, in TypeScript."""
    if resource.is_own(field):
        return "null"
    if field.target:
        label = "" if field.target.label == "id" else f', {field.target.label}: "Hazel"'
        record = f"{{ id: 7{label} }}"
        return f"[{record}]" if field.kind == "refs" else record
    return "true" if field.kind == "bool" else sample(field, resource)


def ts_steps(field: Field) -> str:
    """Return the step of a browser test that fills in a required field, or nothing."""
    values = {
        "email": "ada@example.com",
        "url": "https://example.com",
        "int": "42",
        "decimal": "99.95",
        "money": "99.95",
        "date": "2024-02-29",
        "datetime": "2024-02-29T10:30",
        "time": "10:45",
        "duration": "1 h 30 min",
        "json": '{ \\"color\\": \\"red\\" }',
        "uuid": "5b0e4d3a-8c17-4f62-9a5d-1e7f3c2b6d90",
        "str": fitting(field, f"Some {field.words}"),
    }
    label = f"texts.fields.{field.column}"
    if field.kind in values:
        return f'await field(page, {label}).fill("{values[field.kind]}");'
    if field.kind in ("bool", "text"):  # these may stay as they are
        return ""
    return f'await field(page, {label}).click();\n  await page.getByRole("option").first().click();'
