"""Python code for the parts of a specification."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

from headstart.scaffold.names import sentence
from headstart.scaffold.specification import TEXT_KINDS, Field, Specification

TYPES = {
    "str": "str",
    "text": "str",
    "email": "str",
    "url": "str",
    "int": "int",
    "bool": "bool",
    "decimal": "Decimal",
    "money": "Decimal",
    "date": "date",
    "datetime": "datetime",
    "time": "time",
    "duration": "int",
    "uuid": "UUID",
    "json": "dict[str, Any]",
    "ref": "int",
}
WIRE = {
    **TYPES, "email": "Email", "url": "Url", "int": "SafeInt", "decimal": "SafeDecimal", "money": "Money",
    "datetime": "UtcDateTime", "time": "LocalTime", "duration": "Duration", "uuid": "Uuid",
    "json": "JsonObject", "ref": "Identity",
}  # fmt: skip
WIRE_TEXTS = {"str": "ShortText", "text": "LongText"}
# The formats that the database checks: the normal form of what app/formats.py accepts.
PATTERNS = {"email": "^[^@ ]+@[^@ A-Z]+$", "url": "^https?://[!-~]+$"}
PARSERS = {
    "int": "int({})",
    "bool": '{} == "true"',
    "decimal": "Decimal({})",
    "money": "Decimal({})",
    "date": "date.fromisoformat({})",
    "datetime": "datetime.fromisoformat({})",
    "time": "time.fromisoformat({})",
    "duration": "int({})",
    "uuid": "UUID({})",
    "json": "json.loads({})",
}


def value_type(field: Field, resource: Specification) -> str:
    """Return the type of a field's values."""
    return resource.enum_class(field) if field.kind == "enum" else TYPES[field.kind]


def annotation(field: Field, resource: Specification) -> str:
    """Return the annotation of a field: the type of its values, with None if it is nullable."""
    return value_type(field, resource) + (" | None" if field.nullable else "")


def mapped_column(field: Field, resource: Specification) -> str:
    """Return the assigned ``mapped_column``, or nothing if the annotation suffices."""
    args = []
    if field.kind in TEXT_KINDS:
        args.append(f"String({field.length})")
    if field.target:
        action = "CASCADE" if field.cascade else "RESTRICT"
        args.append(f'ForeignKey("{field.target.table}.id", ondelete="{action}")')
    if field.unique and not resource.owner:
        args.append("unique=True")
    if field.default is not None:
        args.append(f"server_default={_server_default(field, resource)}")
    return f" = mapped_column({', '.join(args)})" if args else ""


def wire(field: Field, resource: Specification) -> str:
    """Return the type of a field in requests and responses."""
    if field.kind in WIRE_TEXTS:
        options = f'max_length={field.length}, examples=["{sentence(field.words)}"]'
        return f"Annotated[{WIRE_TEXTS[field.kind]}, Field({options})]"
    return resource.enum_class(field) if field.kind == "enum" else WIRE[field.kind]


def asked(field: Field, resource: Specification) -> str:
    """Return the type of a filter's query parameter."""
    kinds = {
        "bool": "Flag", "date": "QueryDate", "datetime": "QueryDateTime", "email": "Search", "url": "Search",
    }  # fmt: skip
    return kinds.get(field.kind) or wire(field, resource)


def literal(field: Field, resource: Specification) -> str:
    """Return a field's default as an expression."""
    if field.default is None:
        return "None"
    return LITERALS[field.kind](field, resource, field.default)


def pattern(field: Field) -> str:
    """Return the regular expression that the stored values of a field match."""
    return PATTERNS[field.kind]


def factory_value(field: Field, resource: Specification) -> str:
    """Return the value that a factory gives a field."""
    if field.target:
        return f"SubFactory({field.target.names.cls}Factory)"
    if field.kind == "json":
        return "LazyFunction(dict)"
    if field == resource.label or field.unique:
        return _sequence(field, resource)
    value = field.default if field.default is not None else _typical_value(field)
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
    """Return the seeds' variable with the records that a field refers to."""
    if field.target is None or resource.shares_target(field):
        return f"{field.name}_by_name"
    return field.target.names.many


def seed_argument(field: Field, resource: Specification) -> str:
    """Return the records that a field of a row of the demo data refers to."""
    records, cell = seed_variable(resource, field), f'row["{field.name}"]'
    if field.kind == "refs":
        return f"[{records}[name] for name in names_in({cell}) if name in {records}]"
    return f"{records}.get({cell})" if field.nullable else f"{records}[{cell}]"


def fitting(field: Field, text: str) -> str:
    """Return a text truncated to the length of a field."""
    return text[: field.length].rstrip() if field.kind in TEXT_KINDS else text


def numbered(field: Field, text: str) -> str:
    """Return a text truncated so that a space and a number of four digits fit after it."""
    return text[: field.length - 5].rstrip() if field.kind in TEXT_KINDS else text


def _sequence(field: Field, resource: Specification) -> str:
    words = resource.names.words if field == resource.label else field.words
    return {
        "str": f'Sequence(lambda n: f"{numbered(field, sentence(words))} {{n:04}}")',
        "email": f'Sequence(lambda n: f"{field.name}{{n:04}}@example.com")',
        "url": 'Sequence(lambda n: f"https://example.com/{n:04}")',
        "int": "Sequence(lambda n: n)",
        "decimal": "Sequence(Decimal)",
        "money": "Sequence(Decimal)",
        "date": "Sequence(lambda n: date(2020, 1, 31) + timedelta(days=n))",
        "datetime": "Sequence(lambda n: datetime(2020, 1, 31, 12, tzinfo=UTC) + timedelta(days=n))",
        "uuid": "Sequence(lambda n: UUID(int=n))",
    }[field.kind]


def _typical_value(field: Field) -> str:
    values = {
        "str": fitting(field, sentence(field.words)),
        "text": "",
        "email": f"{field.name}@example.com",
        "url": "https://example.com",
        "int": "7",
        "bool": "false",
        "decimal": "12.50",
        "money": "12.50",
        "date": "2020-01-31",
        "datetime": "2020-01-31T12:00:00+00:00",
        "time": "09:30",
        "duration": "5400",
        "uuid": "9f3c1b7e-2d64-4a08-b5f1-7c0e8d926a43",
    }
    return field.values[0] if field.kind == "enum" else values[field.kind]


def _server_default(field: Field, resource: Specification) -> str:
    default = field.default or ""
    return literal(field, resource) if field.kind == "enum" else quoted(default)


def quoted(text: str) -> str:
    """Return a text in double quotes. The texts of a specification have neither quotes nor backslashes."""
    return f'"{text}"'


def _date(_field: Field, _resource: Specification, text: str) -> str:
    year, month, day = map(int, text.split("-"))
    return f"date({year}, {month}, {day})"


def _datetime(_field: Field, _resource: Specification, text: str) -> str:
    # In UTC, as the database returns it.
    text = datetime.fromisoformat(text).astimezone(UTC).isoformat()
    if text.endswith("T12:00:00+00:00"):
        year, month, day = map(int, text[:10].split("-"))
        return f"datetime({year}, {month}, {day}, 12, tzinfo=UTC)"
    return f'datetime.fromisoformat("{text}")'


def _decimal(_field: Field, _resource: Specification, text: str) -> str:
    # Two decimal places, as the database returns it.
    return f'Decimal("{Decimal(text):.2f}")'


def _time(_field: Field, _resource: Specification, text: str) -> str:
    parts = [int(part) for part in text.split(":")]
    return f"time({', '.join(map(str, parts if any(parts[2:]) else parts[:2]))})"


Literal = Callable[[Field, Specification, str], str]

LITERALS: Mapping[str, Literal] = {
    "str": lambda _field, _resource, text: quoted(text),
    "text": lambda _field, _resource, text: quoted(text),
    "email": lambda _field, _resource, text: quoted(text),
    "url": lambda _field, _resource, text: quoted(text),
    "int": lambda _field, _resource, text: text,
    "bool": lambda _field, _resource, text: text.capitalize(),
    "decimal": _decimal,
    "money": _decimal,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "duration": lambda _field, _resource, text: text,
    "uuid": lambda _field, _resource, text: f'UUID("{text}")',
    "json": lambda _field, _resource, text: text,
    "enum": lambda field, resource, text: f"{resource.enum_class(field)}.{text.upper()}",
}
