"""Checks that a default is a value of its field's type."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from headstart.scaffold.refusal import refuse
from headstart.scaffold.specification import MAX_LENGTHS, Field

MAX_INT = 2**53 - 1
# The pattern of the API (app/formats.py), without characters that code would have to escape.
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ATOM = r"[A-Za-z0-9_+-]+"
EMAIL = rf"{ATOM}(?:\.{ATOM})*@(?:{LABEL}\.)+{LABEL}"
PLAIN_TEXT = r"[\w .,;:!?+@#%&/()-]*"


def check_default(arg: str, field: Field) -> None:
    """Refuse a default that is not a value of its field."""
    if field.default is None:
        return
    if field.target:
        raise refuse(arg, f"a {field.kind} has no default", arg.partition("=")[0])
    reason, example, fits = RULES[field.kind]
    if field.kind == "enum":
        reason, example = f"the default must be one of {', '.join(field.values)}", field.values[0]
        is_valid = field.default in field.values
    else:
        is_valid = fits(field.default)
    if is_valid and field.kind in MAX_LENGTHS and len(field.default) > field.length:
        reason, is_valid = f"the default is longer than {field.length} characters", False
    if not is_valid:
        raise refuse(arg, reason, f"{arg.partition('=')[0]}={example}")


def _parses(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            parse(text)
        except (ValueError, OverflowError):
            return False
        return True

    return fits


def _parse_datetime(text: str) -> None:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(text)
    time.astimezone(UTC)  # as it is stored, which can be before the year 1 or after 9999


def _parse_date(text: str) -> None:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError(text)


Rule = tuple[str, str, Callable[[str], bool]]

RULES: Mapping[str, Rule] = {
    "str": (
        "the default must be letters, digits and common punctuation, and not blank",
        "unknown",
        lambda text: bool(text.strip() == text != "" and re.fullmatch(PLAIN_TEXT, text)),
    ),
    "text": (
        "the default must be empty, or letters, digits and common punctuation",
        "",
        lambda text: bool(re.fullmatch(PLAIN_TEXT, text)),
    ),
    "email": (
        "the default must be an email address, with its domain in lower case",
        "info@example.com",
        lambda text: bool(re.fullmatch(EMAIL, text)),
    ),
    "url": (
        "the default must be a link",
        "https://example.com",
        lambda text: bool(re.fullmatch(r"https?://[\w\[][\w.,:;!?+@#%&/()\[\]~=-]*", text, re.ASCII)),
    ),
    "int": (
        "the default must be a whole number",
        "0",
        lambda text: bool(re.fullmatch(r"0|-?[1-9][0-9]{0,15}", text)) and abs(int(text)) <= MAX_INT,
    ),
    "bool": ("the default must be true or false", "false", lambda text: text in {"true", "false"}),
    "decimal": (
        "the default must be a number with up to 8 digits and 2 decimal places",
        "12.50",
        lambda text: bool(re.fullmatch(r"-?[0-9]{1,8}(\.[0-9]{1,2})?", text)),
    ),
    "money": (
        "the default must be an amount with up to 8 digits and 2 decimal places",
        "12.50",
        lambda text: bool(re.fullmatch(r"[0-9]{1,8}(\.[0-9]{1,2})?", text)),
    ),
    "date": ("the default must be a date", "2026-01-31", _parses(_parse_date)),
    "datetime": (
        "the default must be a time with a time zone",
        "2026-01-31T12:00:00+00:00",
        _parses(_parse_datetime),
    ),
    "time": (
        "the default must be a time without a time zone",
        "09:30",
        lambda text: bool(re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?", text)),
    ),
    "duration": (
        "the default must be a number of seconds",
        "3600",
        lambda text: bool(re.fullmatch(r"0|[1-9][0-9]{0,14}", text)),
    ),
    "uuid": (
        "the default must be a UUID in lower case",
        "b4d8a6f2-5c1e-4f3a-9d27-0e6c8b1a7f35",
        lambda text: bool(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text)),
    ),
    "json": ("the default of a json is {}", "{}", lambda text: text == "{}"),
    "enum": ("", "", bool),
}
