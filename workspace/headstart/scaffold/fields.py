"""Reads one field of a specification: ``name:type``, then ``?``, ``:unique``, ``:index``, ``=default``."""

import re
from collections.abc import Mapping

from headstart.core.errors import WorkspaceError
from headstart.scaffold.defaults import check_default
from headstart.scaffold.refusal import refuse
from headstart.scaffold.reserved import BUILTINS, MAX_NAME_LENGTH, taken_by
from headstart.scaffold.specification import FILTERED, TEXTS, Field, Target, names_records

EXAMPLES = {
    "str": "name:str",
    "text": "notes:text=",
    "int": "stock:int=0",
    "bool": "paid:bool=false",
    "decimal": "price:decimal",
    "date": "issued_on:date",
    "datetime": "sent_at:datetime?",
    "enum": "status:enum(draft|sent|paid)=draft",
    "ref": "customer:ref:Customer",
}
TYPES = "str, text, int, bool, decimal, date, datetime, enum(a|b|c) or ref:Other"
NAME = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
# A default, and the modifiers after it. A text may hold their signs, and end with a question mark.
DEFAULT = r"(.*?)((?:\?|:[a-z]*)*)"
TEXT_DEFAULT = r"(.*?)((?::unique|:index)*)"
LENGTH = (10, 500)  # an index has no room for more; a line that can be read needs some
UNIQUE = ("str", "int", "decimal", "date", "datetime")


def read_field(word: str, targets: Mapping[str, Target]) -> Field:
    """Return the field that a word describes.

    Raises:
        WorkspaceError: it describes none. The sentence says which part is wrong, with an example.
    """
    head, equals, default = word.partition("=")
    name, colon, rest = head.partition(":")
    check_name(word, name)
    if not colon or not rest:
        raise refuse(word, f"a field has a type: {TYPES}", f"{name}:str")
    kind, values, target, after = _type(word, name, rest, targets)
    length, after = _length(word, kind, after)
    default, later = _default(kind, default)
    modifiers = _modifiers(word, after + later)
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
    )
    _check_variables(word, field)
    _check_modifiers(word, field)
    check_default(word, field)
    return field


def check_name(word: str, name: str) -> None:
    """Refuse a name that some language cannot have, or has already."""
    if not re.fullmatch(NAME, name) or len(name) > MAX_NAME_LENGTH:
        why = (
            "a field's name is lower case letters, digits and single underscores, at most "
            f"{MAX_NAME_LENGTH}, and begins with a letter"
        )
        raise refuse(word, why, EXAMPLES["date"])
    if language := taken_by(name, "Python", "PostgreSQL", "this project"):
        raise _taken(word, name, language)


def _check_variables(word: str, field: Field) -> None:
    """Refuse what cannot be a variable: of TypeScript, or of Python where Ruff looks at it."""
    if (field.kind == "ref" or names_records(field)) and taken_by(field.name, "TypeScript"):
        raise _taken(word, field.name, "TypeScript")
    if field.kind in FILTERED and field.name in BUILTINS:
        raise _taken(word, field.name, "Python")


def _taken(word: str, name: str, language: str) -> WorkspaceError:
    return refuse(word, f"{name} means something else in {language}", f"the_{name}{word[len(name) :]}")


def _type(
    word: str, name: str, text: str, targets: Mapping[str, Target]
) -> tuple[str, tuple[str, ...], Target | None, str]:
    """Return the type, its values, what it refers to, and the text after it."""
    if text.startswith("enum"):
        found = re.fullmatch(r"enum\(([^()]*)\)(.*)", text)
        if not found:
            raise refuse(word, "the values of an enum stand in parentheses", EXAMPLES["enum"])
        return "enum", _values(word, found[1]), None, found[2]
    if text.partition(":")[0].rstrip("?") == "ref":
        found = re.fullmatch(r"ref:([^:?]+)(.*)", text)
        if not found:
            raise refuse(word, "a ref says to which resource it refers", EXAMPLES["ref"])
        return "ref", (), _target(word, name, found[1], targets), found[2]
    kind, rest = re.fullmatch(r"([^:?(]*)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr] # matches all
    if kind not in EXAMPLES:
        raise refuse(word, f"{kind or 'nothing'} is no type, the types are {TYPES}", f"{name}:str")
    return kind, (), None, rest


def _length(word: str, kind: str, text: str) -> tuple[int | None, str]:
    """Return the number in parentheses after a type, and the text after it."""
    found = re.fullmatch(r"\(([^()]*)\)(.*)", text, re.DOTALL)
    if not found:
        return None, text
    shortest, longest = LENGTH
    if (
        kind != "str"
        or not re.fullmatch(r"[1-9][0-9]*", found[1])
        or not shortest <= int(found[1]) <= longest
    ):
        why = f"only a str has a length, from {shortest} to {longest} characters"
        raise refuse(word, why, "title:str(300)")
    return int(found[1]), found[2]


def _default(kind: str, text: str) -> tuple[str, str]:
    pattern = TEXT_DEFAULT if kind in TEXTS else DEFAULT
    found = re.fullmatch(pattern, text, re.DOTALL)
    return (found[1], found[2]) if found else (text, "")


def _values(word: str, text: str) -> tuple[str, ...]:
    values = tuple(text.split("|")) if text else ()
    if len(values) < 2:  # noqa: PLR2004 -- of one there is no choice
        raise refuse(word, "an enum has two values or more, with | between them", EXAMPLES["enum"])
    for value in values:
        if not re.fullmatch(NAME, value) or len(value) > 32:  # noqa: PLR2004 -- as long as the column is
            why = f"an enum's values are lower case words of at most 32 characters, which {value!r} is not"
            raise refuse(word, why, EXAMPLES["enum"])
    if len(set(values)) < len(values):
        raise refuse(word, "an enum has each value once", EXAMPLES["enum"])
    return values


def _target(word: str, name: str, cls: str, targets: Mapping[str, Target]) -> Target:
    if name.endswith("_id"):
        raise refuse(word, "the column gets its _id by itself", f"{name.removesuffix('_id')}:ref:{cls}")
    if cls not in targets:
        known = ", ".join(sorted(targets)) or "none yet"
        example = f"{name}:ref:{min(targets, default='Customer')}"
        raise refuse(word, f"there is no resource {cls} to refer to (there is {known})", example)
    return targets[cls]


def _modifiers(word: str, text: str) -> list[str]:
    found = re.findall(r"\?|:[^:?]*|[^:?]+", text)
    modifiers = [part.removeprefix(":") for part in found]
    for part, modifier in zip(found, modifiers, strict=True):
        if part not in {"?", ":unique", ":index"}:
            why = f"after the type come ?, :unique, :index and =default, not {part}"
            raise refuse(word, why, "number:str:unique")
        if modifiers.count(modifier) > 1:
            raise refuse(word, f"{part} is there twice", "number:str:unique")
    return modifiers


def _check_modifiers(word: str, field: Field) -> None:
    if field.unique and field.kind not in UNIQUE:
        raise refuse(word, f"a {field.kind} cannot be unique", f"{field.name}:{field.kind}")
    if field.unique and field.default is not None:
        why = "two records with the default would not be unique"
        raise refuse(word, why, f"{field.name}:{field.kind}:unique")
    if field.index and field.kind == "text":
        raise refuse(word, "a text is too long for an index", f"{field.name}:str:index")
    if field.nullable and field.kind == "text":
        raise refuse(word, "a text that is not there is empty", f"{field.name}:text=")
