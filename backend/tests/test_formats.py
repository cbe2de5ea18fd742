"""The field types of ``app.fields`` and ``app.formats``: what they accept, and what they store."""

from datetime import time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from app.fields import Duration, Money, SafeDecimal, ShortText
from app.formats import Email, JsonObject, LocalTime, Url, Uuid


@pytest.mark.parametrize(
    ("kind", "given", "stored"),
    [
        (Email, "ada@example.com", "ada@example.com"),
        (Email, "  Ada.O'Brien+news@Mail.EXAMPLE.com\n", "Ada.O'Brien+news@mail.example.com"),
        (ShortText, " Ada\N{NO-BREAK SPACE}Lovelace 🌍\r\n", "Ada\N{NO-BREAK SPACE}Lovelace 🌍"),
        (ShortText, "a", "a"),
        (Url, "https://example.com", "https://example.com"),
        (Url, " http://[::1]:8000/a?b=c#d ", "http://[::1]:8000/a?b=c#d"),
        (Uuid, "B4D8A6F2-5c1e-4f3a-9d27-0e6c8b1a7f35", UUID("b4d8a6f2-5c1e-4f3a-9d27-0e6c8b1a7f35")),
        (LocalTime, "09:30", time(9, 30)),
        (LocalTime, "23:59:59", time(23, 59, 59)),
        (JsonObject, {"a": [1, None, {"b": "é"}]}, {"a": [1, None, {"b": "é"}]}),
        (JsonObject, {"a": "\\u0000"}, {"a": "\\u0000"}),
        (Duration, 5400, 5400),
        (SafeDecimal, "-12.5", Decimal("-12.50")),
        (SafeDecimal, "99999999.99", Decimal("99999999.99")),
        (Money, "12.5", Decimal("12.50")),
    ],
)
def test_a_value_is_stored_in_its_normal_form(kind: Any, given: object, stored: object) -> None:
    assert TypeAdapter(kind).validate_json(to_json(given), strict=True) == stored


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (Email, ""),
        (Email, "ada"),
        (Email, "ada@localhost"),
        (Email, "ada@@example.com"),
        (Email, "ada..lovelace@example.com"),
        (Email, ".ada@example.com"),
        (Email, "ada.@example.com"),
        (Email, "=?utf-8?q?ada?=@example.com"),
        (Email, "ada lovelace@example.com"),
        (Email, "ada@exämple.com"),
        (Email, "ada@-example.com"),
        (Email, "a" * 250 + "@example.com"),
        (Email, 5),
        *(
            (ShortText, f"Ada{character}Lovelace")
            for character in "\0\n\r\t\x0b\x0c\x1b\x7f\x85\x9b\u2028\u2029"
        ),
        (ShortText, "\x1bAda"),
        (ShortText, "Ada\x1b"),
        (ShortText, " \n"),
        (Url, "example.com"),
        (Url, "javascript:alert(1)"),
        (Url, "ftp://example.com"),
        (Url, "https://"),
        (Url, "https:// example.com"),
        (Url, "https://example.com/ä"),
        (Url, "https://example.com/" + "a" * 2000),
        (Uuid, "b4d8a6f25c1e4f3a9d270e6c8b1a7f35"),
        (Uuid, "{b4d8a6f2-5c1e-4f3a-9d27-0e6c8b1a7f35}"),
        (Uuid, 5),
        (LocalTime, "24:00"),
        (LocalTime, "9:30"),
        (LocalTime, "09:30Z"),
        (LocalTime, "09:30:00.5"),
        (LocalTime, 34200),
        (LocalTime, None),
        (JsonObject, [1]),
        (JsonObject, "{}"),
        (JsonObject, None),
        (JsonObject, {"a": "\0"}),
        (JsonObject, {"\\\0": 1}),
        (JsonObject, {"a": "a" * 20_000}),
        (Duration, -1),
        (Duration, 1.5),
        (Duration, "5400"),
        (SafeDecimal, "12.345"),
        (SafeDecimal, "+1"),
        (SafeDecimal, "1e2"),
        (SafeDecimal, "NaN"),
        (SafeDecimal, "100000000"),
        (SafeDecimal, 12.5),
        (Money, "-0.01"),
    ],
)
def test_any_other_value_is_rejected(kind: Any, given: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_json(to_json(given), strict=True)


def test_zero_has_no_sign() -> None:
    assert str(TypeAdapter(SafeDecimal).validate_python("-0")) == "0.00"


def test_a_number_beyond_the_range_of_floats_is_rejected() -> None:
    with pytest.raises(ValidationError, match="A number is too large"):
        TypeAdapter(JsonObject).validate_json('{"a": 1e400}')
