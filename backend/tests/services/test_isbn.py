import pytest

from app.services.isbn import check_digit, normalize_isbn


@pytest.mark.parametrize(
    "text", ["9780306406157", "978-0-306-40615-7", "978 0 306 40615 7", "979-10-90636-07-1"]
)
def test_hyphens_and_spaces_are_removed(text: str) -> None:
    assert normalize_isbn(text) in {"9780306406157", "9791090636071"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9780306406158", "last digit"),
        ("9780306406175", "last digit"),
        ("0306406152", "13 digits"),
        ("9770306406150", "978 or 979"),
        ("97803064061570", "13 digits"),
        ("978\u0660306406157", "13 digits"),
        ("-9780306406157", "13 digits"),
        ("", "13 digits"),
    ],
)
def test_an_invalid_isbn_is_rejected_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        normalize_isbn(text)


@pytest.mark.parametrize(
    ("digits", "expected"), [("978030640615", "7"), ("979109063607", "1"), ("978000000000", "2")]
)
def test_the_check_digit_is_computed_from_the_other_digits(digits: str, expected: str) -> None:
    assert check_digit(digits) == expected


def test_check_digits_range_from_zero_to_nine() -> None:
    assert check_digit("978000000001") == "9"
    assert check_digit("978000000006") == "4"
    assert {check_digit(f"97800000000{n}") for n in range(10)} == set("0123456789")
