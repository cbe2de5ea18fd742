"""TypeScript code for the parts of a specification."""

from headstart.scaffold.columns import ts_card, ts_columns, ts_is_wide, ts_width
from headstart.scaffold.names import pascal
from headstart.scaffold.specification import Field, Specification

# The functions of components/fields/ that make a field.
KINDS = {
    "str": "text", "text": "longText", "email": "email", "url": "url", "int": "integer", "decimal": "decimal",
    "money": "money", "date": "date", "datetime": "dateTime", "time": "time", "duration": "duration",
    "uuid": "uuid", "json": "json", "bool": "flag", "enum": "choice", "ref": "reference",
    "refs": "references",
}  # fmt: skip


def ts_enum(field: Field, resource: Specification) -> str:
    """Return the name of the type of an enum's values."""
    return resource.enum_class(field)


def ts_labels(field: Field, _resource: Specification) -> str:
    """Return the name of the labels of an enum's values."""
    name = pascal(field.name)
    return f"{name[0].lower()}{name[1:]}Labels"


def ts_kinds(resource: Specification) -> list[str]:
    """Return the functions that make the fields of a resource."""
    return sorted({_kind(field) for field in resource.fields})


def ts_field(field: Field, resource: Specification) -> str:
    """Return the call that makes a field."""
    options = []
    if field.target:
        options.append(f'from: "{field.name}"')
    if field.cascade:
        options.append("cascade: true")
    if field.nullable and field.kind in ("ref", "enum"):
        options.append("optional: true")
    if field in ts_columns(resource):
        options.append(f"column: {{ {_column(field, resource)} }}")
    args = [field.target.names.camels] if field.target else []
    if field.kind == "enum":
        args.append(ts_labels(field, resource))
    if options:
        args.append(f"{{ {', '.join(options)} }}")
    return f"{_kind(field)}({', '.join(args)})"


def _kind(field: Field) -> str:
    return "optionalFlag" if field.kind == "bool" and field.nullable else KINDS[field.kind]


def _column(field: Field, resource: Specification) -> str:
    parts = [f'width: "{ts_width(field, resource)}"']
    if ts_is_wide(resource, field):
        parts.append("wide: true")
    if card := ts_card(resource, field):
        parts.append(f'card: "{card}"')
    return ", ".join(parts)
