"""TypeScript code for the parts of a specification."""

from datetime import UTC, datetime

from headstart.scaffold.names import pascal, sentence
from headstart.scaffold.specification import Field, Specification

TEXT_INPUT_KINDS = ("str", "text", "int", "decimal", "date", "datetime")


def ts_enum(field: Field, resource: Specification) -> str:
    """Return the name of the type of an enum's values."""
    return resource.enum_class(field)


def ts_choices(field: Field, resource: Specification) -> str:
    """Return the name of the list of an enum's values."""
    name = resource.enum_class(field)
    return f"{name[0].lower()}{name[1:]}Choices"


def ts_labels(field: Field, _resource: Specification) -> str:
    """Return the name of the labels of an enum's values."""
    name = pascal(field.name)
    return f"{name[0].lower()}{name[1:]}Labels"


def ts_form_type(field: Field, resource: Specification) -> str:
    """Return the type of a form value."""
    if field.kind == "bool":
        return "boolean | null" if field.nullable else "boolean"
    if field.kind == "enum":
        return resource.enum_class(field) + (" | null" if field.nullable or field.default is None else "")
    return "number | null" if field.target else "string"


def ts_empty(field: Field) -> str:
    """Return the value in an empty form."""
    if field.kind == "bool":
        return field.default or ("null" if field.nullable else "false")
    if field.kind in TEXT_INPUT_KINDS:
        default = field.default or ""
        if field.kind == "datetime" and default:
            timestamp = datetime.fromisoformat(default).astimezone(UTC)
            return f'toLocalTime("{timestamp.isoformat().replace("+00:00", "Z")}")'
        return f'"{default}"'
    return f'"{field.default}"' if field.default is not None else "null"


def ts_from_record(field: Field, record: str) -> str:
    """Return the form value of a record's field."""
    value = f"{record}.{field.name}"
    if field.target:
        return f"{value}?.id ?? null" if field.nullable else f"{value}.id"
    if field.kind == "int":
        return f'{value} === null ? "" : String({value})' if field.nullable else f"String({value})"
    if field.kind == "datetime":
        return f'{value} === null ? "" : toLocalTime({value})' if field.nullable else f"toLocalTime({value})"
    if field.nullable and field.kind in TEXT_INPUT_KINDS:
        return f'{value} ?? ""'
    return value


def ts_to_body(field: Field) -> str:
    """Return the request value of a form value; nullable fields are sent as null if they are empty."""
    value = f"values.{field.column}"
    empty = "null" if field.nullable else '""'
    if field.kind not in TEXT_INPUT_KINDS:
        return value
    if field.kind == "int":
        return f'{value}.trim() === "" ? {empty} : Number({value})'
    if field.kind == "datetime":
        return f'{value} === "" ? null : toMoment({value})' if field.nullable else f"toMoment({value})"
    text = f'{value}.trim().replace(",", ".")' if field.kind == "decimal" else f"{value}.trim()"
    return f"{text} || null" if field.nullable else text


def ts_show(field: Field, resource: Specification, value: str) -> str:
    """Return the formatted value of a field that is not null."""
    return {
        "decimal": f"formatMoney({value})",
        "date": f"formatDate({value})",
        "datetime": f"formatTime({value})",
        "enum": f"{ts_labels(field, resource)}[{value}]",
        "bool": f"{value} ? texts.yes : texts.no",
        "int": f"formatNumber({value})",
    }.get(field.kind, value)


def ts_cell(field: Field, resource: Specification) -> str:
    """Return the cell of a list for a field of ``row``."""
    value = f"row.{field.name}"
    if field.target:
        label = f".{field.target.label}"
        shown = f"{value}?{label}" if field.nullable else f"{value}{label}"
        return f"String({value}?.id)" if field.target.label == "id" else shown
    shown = ts_show(field, resource, value)
    return f"{value} !== null && ({shown})" if field.nullable and shown != value else shown


def ts_label(field: Field) -> str:
    """Return the label of a form field."""
    words = sentence(field.words)
    is_optional = field.nullable or (field.kind == "text" and not field.required)
    return f"{words} (optional)" if is_optional else words


def camel(snake: str) -> str:
    """Return a snake-case name in camel case."""
    name = pascal(snake)
    return name[0].lower() + name[1:]
