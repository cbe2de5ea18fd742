"""How Python says what a specification means."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

from headstart.scaffold.names import sentence
from headstart.scaffold.specification import TEXTS, Field, Specification

TYPES = {
    "str": "str",
    "text": "str",
    "int": "int",
    "bool": "bool",
    "decimal": "Decimal",
    "date": "date",
    "datetime": "datetime",
    "ref": "int",
}
WIRE = {**TYPES, "int": "SafeInt", "decimal": "Money", "datetime": "UtcDateTime", "ref": "Identity"}
WIRE_TEXTS = {"str": "ShortText", "text": "LongText"}
PARSERS = {
    "int": "int({})",
    "bool": '{} == "true"',
    "decimal": "Decimal({})",
    "date": "date.fromisoformat({})",
    "datetime": "datetime.fromisoformat({})",
}


def value_type(field: Field, resource: Specification) -> str:
    """Return the type of a field's values."""
    return resource.enum_class(field) if field.kind == "enum" else TYPES[field.kind]


def annotation(field: Field, resource: Specification) -> str:
    """Return the type of a field's values, and None where there may be none."""
    return value_type(field, resource) + (" | None" if field.nullable else "")


def mapped_column(field: Field, _resource: Specification) -> str:
    """Return what a column needs besides its type, or nothing."""
    words = []
    if field.kind in TEXTS:
        words.append(f"String({field.length})")
    if field.target:
        words.append(f'ForeignKey("{field.target.table}.id", ondelete="RESTRICT")')
    if field.unique:
        words.append("unique=True")
    if field.default is not None:
        words.append(f"server_default={_server_default(field, _resource)}")
    return f" = mapped_column({', '.join(words)})" if words else ""


def wire(field: Field, resource: Specification) -> str:
    """Return the type of a field in requests and responses."""
    if field.kind in TEXTS:
        options = f'max_length={field.length}, examples=["{sentence(field.words)}"]'
        return f"Annotated[{WIRE_TEXTS[field.kind]}, Field({options})]"
    return resource.enum_class(field) if field.kind == "enum" else WIRE[field.kind]


def asked(field: Field, resource: Specification) -> str:
    """Return the type of what a list is asked with."""
    return "Flag" if field.kind == "bool" else wire(field, resource)


def literal(field: Field, resource: Specification) -> str:
    """Return a field's default as an expression."""
    if field.default is None:
        return "None"
    return LITERALS[field.kind](field, resource, field.default)


def factory_value(field: Field, resource: Specification) -> str:
    """Return what a factory fills a field with."""
    if field.target:
        return f"SubFactory({field.target.names.cls}Factory)"
    if field == resource.label or field.unique:
        return _sequence(field, resource)
    value = field.default if field.default is not None else _usual(field)
    return LITERALS[field.kind](field, resource, value)


def from_row(field: Field, resource: Specification) -> str:
    """Return the expression that reads a field from a row of the demo data."""
    if field.target:
        return field.name
    text = f'row["{field.name}"]'
    parser = f"{resource.enum_class(field)}({{}})" if field.kind == "enum" else PARSERS.get(field.kind, "{}")
    if not field.nullable:
        return parser.format(text)
    return f"{text} or None" if parser == "{}" else f"{parser.format(text)} if {text} else None"


def seed_variable(resource: Specification, field: Field) -> str:
    """Return what the demo data call the records that a field refers to."""
    if field.target is None or resource.shares_target(field):
        return f"{field.name}_by_name"
    return field.target.names.many


def fitting(field: Field, text: str) -> str:
    """Return as much of a text as a field has room for."""
    return text[: field.length].rstrip() if field.kind in TEXTS else text


def numbered(field: Field, text: str) -> str:
    """Return as much of a text as a field has room for before a space and a number of four digits."""
    return text[: field.length - 5].rstrip() if field.kind in TEXTS else text


def _sequence(field: Field, resource: Specification) -> str:
    words = resource.names.words if field == resource.label else field.words
    return {
        "str": f'Sequence(lambda n: f"{numbered(field, sentence(words))} {{n:04}}")',
        "int": "Sequence(lambda n: n)",
        "decimal": "Sequence(Decimal)",
        "date": "Sequence(lambda n: date(2020, 1, 31) + timedelta(days=n))",
        "datetime": "Sequence(lambda n: datetime(2020, 1, 31, 12, tzinfo=UTC) + timedelta(days=n))",
    }[field.kind]


def _usual(field: Field) -> str:
    usual = {
        "str": fitting(field, sentence(field.words)),
        "text": "",
        "int": "7",
        "bool": "false",
        "decimal": "12.50",
        "date": "2020-01-31",
        "datetime": "2020-01-31T12:00:00+00:00",
    }
    return field.values[0] if field.kind == "enum" else usual[field.kind]


def _server_default(field: Field, resource: Specification) -> str:
    default = field.default or ""
    return literal(field, resource) if field.kind == "enum" else quoted(default)


def quoted(text: str) -> str:
    """Return a text in double quotes. A specification's texts hold neither quotes nor backslashes."""
    return f'"{text}"'


def _day(_field: Field, _resource: Specification, text: str) -> str:
    year, month, day = map(int, text.split("-"))
    return f"date({year}, {month}, {day})"


def _moment(_field: Field, _resource: Specification, text: str) -> str:
    # In UTC, as the database will give it back.
    text = datetime.fromisoformat(text).astimezone(UTC).isoformat()
    if text.endswith("T12:00:00+00:00"):
        year, month, day = map(int, text[:10].split("-"))
        return f"datetime({year}, {month}, {day}, 12, tzinfo=UTC)"
    return f'datetime.fromisoformat("{text}")'


Literal = Callable[[Field, Specification, str], str]

LITERALS: Mapping[str, Literal] = {
    "str": lambda _field, _resource, text: quoted(text),
    "text": lambda _field, _resource, text: quoted(text),
    "int": lambda _field, _resource, text: text,
    "bool": lambda _field, _resource, text: text.capitalize(),
    # Two places, as the database will give it back.
    "decimal": lambda _field, _resource, text: f'Decimal("{Decimal(text):.2f}")',
    "date": _day,
    "datetime": _moment,
    "enum": lambda field, resource, text: f"{resource.enum_class(field)}.{text.upper()}",
}
