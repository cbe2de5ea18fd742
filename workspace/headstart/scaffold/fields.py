"""Reads one field of a specification: ``name:type``, then ``?``, ``:unique``, ``:index``, ``=default``."""

import re
from collections.abc import Mapping

from headstart.core.errors import WorkspaceError
from headstart.scaffold.defaults import check_default
from headstart.scaffold.names import inflect_nouns
from headstart.scaffold.refusal import refuse
from headstart.scaffold.reserved import BUILTINS, MAX_NAME_LENGTH, reserved_in
from headstart.scaffold.specification import FILTERABLE_KINDS, TEXT_KINDS, Field, Target, names_records

EXAMPLES = {
    "str": "name:str",
    "text": "notes:text=",
    "email": "email:email:unique",
    "url": "website:url?",
    "int": "stock:int=0",
    "bool": "paid:bool=false",
    "decimal": "weight:decimal",
    "money": "price:money",
    "date": "issued_on:date",
    "datetime": "sent_at:datetime?",
    "time": "opens_at:time?",
    "duration": "estimate:duration=3600",
    "uuid": "external_id:uuid?:unique",
    "json": "settings:json={}",
    "enum": "status:enum(draft|sent|paid)=draft",
    "ref": "customer:ref:Customer",
    "refs": "tags:refs:Tag",
}
TYPES = (
    "str, text, email, url, int, bool, decimal, money, date, datetime, time, duration, uuid, json, "
    "enum(a|b|c), ref:Other or refs:Other"
)
NAME = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
# A default and its modifiers. A text may contain the same characters, and end with a question mark.
DEFAULT = r"(.*?)((?:\?|:[a-z]*)*)"
TEXT_DEFAULT = r"(.*?)((?::unique|:index)*)"
MIN_LENGTH, MAX_LENGTH = 10, 500  # PostgreSQL cannot index longer values
MIN_ENUM_VALUES, MAX_ENUM_VALUE_LENGTH = 2, 32  # the length of the column
UNIQUE_KINDS = ("str", "email", "url", "int", "decimal", "money", "date", "datetime", "uuid")


def read_field(arg: str, targets: Mapping[str, Target]) -> Field:
    """Return the field that an argument describes.

    Raises:
        WorkspaceError: it is invalid. The message names the invalid part and gives an example.
    """
    head, equals, default = arg.partition("=")
    name, colon, rest = head.partition(":")
    check_name(arg, name)
    if not colon or not rest:
        raise refuse(arg, f"a field needs a type: {TYPES}", f"{name}:str")
    kind, values, target, rest = _type(arg, name, rest, targets)
    length, rest = _length(arg, kind, rest)
    default, default_modifiers = _default(kind, default)
    modifiers = _modifiers(arg, rest + default_modifiers)
    field = Field(
        name,
        kind,
        nullable="?" in modifiers,
        unique="unique" in modifiers,
        index="index" in modifiers,
        default=default if equals else None,
        values=values,
        target=target,
        own_length=length,
        cascade="cascade" in modifiers,
        one=_singular(arg, name) if kind == "refs" else "",
    )
    _check_variables(arg, field)
    _check_modifiers(arg, field)
    check_default(arg, field)
    return field


def check_name(arg: str, name: str) -> None:
    """Refuse a name that is invalid or reserved."""
    if not re.fullmatch(NAME, name) or len(name) > MAX_NAME_LENGTH:
        reason = (
            "a field's name starts with a letter and has lowercase letters, digits and single underscores, "
            f"at most {MAX_NAME_LENGTH}"
        )
        raise refuse(arg, reason, EXAMPLES["date"])
    if language := reserved_in(name, "Python", "PostgreSQL", "this project"):
        raise _reserved(arg, name, language)


def _check_variables(arg: str, field: Field) -> None:
    """Refuse a name that cannot be a variable in TypeScript, or that Ruff rejects as a variable in Python."""
    if (field.target or names_records(field)) and reserved_in(field.name, "TypeScript"):
        raise _reserved(arg, field.name, "TypeScript")
    if field.kind in FILTERABLE_KINDS and field.name in BUILTINS:
        raise _reserved(arg, field.name, "Python")


def _reserved(arg: str, name: str, language: str) -> WorkspaceError:
    return refuse(arg, f"{name} is reserved in {language}", f"the_{name}{arg[len(name) :]}")


def _type(
    arg: str, name: str, text: str, targets: Mapping[str, Target]
) -> tuple[str, tuple[str, ...], Target | None, str]:
    """Return the type, its values, the target of a reference, and the text after it."""
    if text.startswith("enum"):
        match = re.fullmatch(r"enum\(([^()]*)\)(.*)", text)
        if not match:
            raise refuse(arg, "an enum needs its values in parentheses", EXAMPLES["enum"])
        return "enum", _values(arg, match[1]), None, match[2]
    if (kind := text.partition(":")[0].rstrip("?")) in ("ref", "refs"):
        match = re.fullmatch(rf"{kind}:([^:?]+)(.*)", text)
        if not match:
            raise refuse(arg, f"a {kind} needs the name of a resource", EXAMPLES[kind])
        return kind, (), _target(arg, name, match[1], targets), match[2]
    kind, rest = re.fullmatch(r"([^:?(]*)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr] # matches all
    if kind not in EXAMPLES:
        raise refuse(arg, f"unknown type {kind!r}, the types are {TYPES}", f"{name}:str")
    return kind, (), None, rest


def _length(arg: str, kind: str, text: str) -> tuple[int | None, str]:
    """Return the length in parentheses after a type, and the text after it."""
    match = re.fullmatch(r"\(([^()]*)\)(.*)", text, re.DOTALL)
    if not match:
        return None, text
    if (
        kind != "str"
        or not re.fullmatch(r"[1-9][0-9]*", match[1])
        or not MIN_LENGTH <= int(match[1]) <= MAX_LENGTH
    ):
        reason = f"only a str has a length, from {MIN_LENGTH} to {MAX_LENGTH} characters"
        raise refuse(arg, reason, "title:str(300)")
    return int(match[1]), match[2]


def _default(kind: str, text: str) -> tuple[str, str]:
    pattern = TEXT_DEFAULT if kind in TEXT_KINDS else DEFAULT
    match = re.fullmatch(pattern, text, re.DOTALL)
    return (match[1], match[2]) if match else (text, "")


def _values(arg: str, text: str) -> tuple[str, ...]:
    values = tuple(text.split("|")) if text else ()
    if len(values) < MIN_ENUM_VALUES:
        raise refuse(arg, "an enum needs at least two values, separated by |", EXAMPLES["enum"])
    for value in values:
        if not re.fullmatch(NAME, value) or len(value) > MAX_ENUM_VALUE_LENGTH:
            reason = f"{value!r} is not a lowercase word of at most {MAX_ENUM_VALUE_LENGTH} characters"
            raise refuse(arg, reason, EXAMPLES["enum"])
    if len(set(values)) < len(values):
        raise refuse(arg, "an enum cannot list a value twice", EXAMPLES["enum"])
    return values


def _target(arg: str, name: str, cls: str, targets: Mapping[str, Target]) -> Target:
    if name.endswith("_id"):
        raise refuse(
            arg, "leave out _id, which the column gets automatically", f"{name.removesuffix('_id')}:ref:{cls}"
        )
    if cls not in targets:
        names = ", ".join(sorted(targets)) or "none"
        example = f"{name}:ref:{min(targets, default='Customer')}"
        raise refuse(arg, f"there is no resource {cls} to refer to (existing resources: {names})", example)
    return targets[cls]


def _singular(arg: str, name: str) -> str:
    """Return the singular of the name of a refs: ``open_task`` for ``open_tasks``."""
    [forms] = inflect_nouns(name.replace("_", " "))
    if not forms.singular:
        raise refuse(
            arg, "a refs is named in the plural", f"{forms.plural.replace(' ', '_')}{arg[len(name) :]}"
        )
    return forms.singular.replace(" ", "_")


def _modifiers(arg: str, text: str) -> list[str]:
    parts = re.findall(r"\?|:[^:?]*|[^:?]+", text)
    modifiers = [part.removeprefix(":") for part in parts]
    for part, modifier in zip(parts, modifiers, strict=True):
        if part not in {"?", ":unique", ":index", ":cascade"}:
            reason = f"unknown modifier {part}, the modifiers are ?, :unique, :index, :cascade and =default"
            raise refuse(arg, reason, "number:str:unique")
        if modifiers.count(modifier) > 1:
            raise refuse(arg, f"{part} is given twice", "number:str:unique")
    return modifiers


def _check_modifiers(arg: str, field: Field) -> None:
    if field.kind == "refs" and (field.nullable or field.index):
        raise refuse(arg, "a refs can be empty and has an index anyway", f"{field.name}:refs:Tag")
    if field.unique and field.kind not in UNIQUE_KINDS:
        raise refuse(arg, f"a {field.kind} cannot be unique", f"{field.name}:{field.kind}")
    if field.cascade and field.kind != "ref":
        reason = "only a ref has :cascade, which deletes a record with the one that it refers to"
        raise refuse(arg, reason, "book:ref:Book:cascade")
    if field.unique and field.default is not None:
        reason = "two records with the default would not be unique"
        raise refuse(arg, reason, f"{field.name}:{field.kind}:unique")
    if field.index and field.kind in ("text", "json"):
        raise refuse(arg, f"a {field.kind} is too long for an index", f"{field.name}:str:index")
    if field.nullable and field.kind == "text":
        raise refuse(arg, "a text is never null, but can be empty", f"{field.name}:text=")
