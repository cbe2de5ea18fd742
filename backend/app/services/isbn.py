"""International Standard Book Numbers of 13 digits: ISO 2108."""

import re

ISBN_PATTERN = r"^97[89](?:[ -]?[0-9]){10}$"


def normalize_isbn(text: str) -> str:
    """Return the 13 digits of an ISBN that may be written with hyphens or spaces.

    Raises:
        ValueError: its text says what is wrong.
    """
    if not re.fullmatch(ISBN_PATTERN, text):
        msg = "An ISBN has 13 digits and begins with 978 or 979."
        raise ValueError(msg)
    digits = re.sub(r"[ -]", "", text)
    if digits[-1] != check_digit(digits[:-1]):
        msg = "The last digit does not match the others: is there a slip?"
        raise ValueError(msg)
    return digits


def check_digit(digits: str) -> str:
    """Return the 13th digit to twelve: weights 1 and 3 in turn, complement to ten."""
    # Codes are summed, ten times as fast as digits made into numbers: ten million seeds notice.
    codes = digits.encode()
    total = sum(codes[::2]) + 3 * sum(codes[1::2]) - 24 * ord("0")
    return str(-total % 10)
