"""Defaults: each has to be a value of its field's type."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from headstart.scaffold.refusal import refuse
from headstart.scaffold.specification import Field

BIGGEST_INT = 2**53 - 1
PLAIN = r"[\w .,;:!?+@#%&/()-]*"


def check_default(word: str, field: Field) -> None:
    """Refuse a default that is no value of its field."""
    if field.default is None:
        return
    if field.kind == "ref":
        raise refuse(word, "a ref has no default", word.partition("=")[0])
    why, example, fits = RULES[field.kind]
    if field.kind == "enum":
        why, example = f"the default is one of {', '.join(field.values)}", field.values[0]
        right = field.default in field.values
    else:
        right = fits(field.default)
    if right and field.kind == "str" and len(field.default) > field.length:
        why, right = f"the default is longer than {field.length} characters", False
    if not right:
        raise refuse(word, why, f"{word.partition('=')[0]}={example}")


def _parses(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return fits


def _moment(text: str) -> None:
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError(text)


def _day(text: str) -> None:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError(text)


Rule = tuple[str, str, Callable[[str], bool]]

RULES: Mapping[str, Rule] = {
    "str": (
        "the default is letters, digits and plain signs, and not blank",
        "unknown",
        lambda text: bool(text.strip() == text != "" and re.fullmatch(PLAIN, text)),
    ),
    "text": (
        "the default is empty, or letters, digits and plain signs",
        "",
        lambda text: bool(re.fullmatch(PLAIN, text)),
    ),
    "int": (
        "the default is a whole number",
        "0",
        lambda text: bool(re.fullmatch(r"0|-?[1-9][0-9]{0,15}", text)) and abs(int(text)) <= BIGGEST_INT,
    ),
    "bool": ("the default is true or false", "false", lambda text: text in {"true", "false"}),
    "decimal": (
        "the default is an amount with up to 8 digits and 2 decimals",
        "12.50",
        lambda text: bool(re.fullmatch(r"[0-9]{1,8}(\.[0-9]{1,2})?", text)),
    ),
    "date": ("the default is a day", "2026-01-31", _parses(_day)),
    "datetime": ("the default is a time with its zone", "2026-01-31T12:00:00+00:00", _parses(_moment)),
    "enum": ("", "", bool),
}
