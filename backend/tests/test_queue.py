from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from app.queue import Job, arguments, retry_delay


@dataclass(frozen=True, kw_only=True)
class Remind(Job):
    book_id: int
    words: Any = None


def test_the_arguments_of_a_job_are_its_fields() -> None:
    assert arguments(Remind(book_id=1, words=["a", 2])) == {"book_id": 1, "words": ["a", 2]}


@pytest.mark.parametrize("value", [date(2026, 1, 31), ("a", "b"), {1: "a"}, float("nan"), object()])
def test_a_field_that_json_would_change_is_rejected(value: object) -> None:
    with pytest.raises(TypeError, match=r"^Remind\(book_id=1.+ cannot be stored as JSON: use str"):
        arguments(Remind(book_id=1, words=value))


def test_the_delay_before_a_retry_doubles_up_to_an_hour() -> None:
    assert [retry_delay(attempt) for attempt in (1, 2, 3, 9, 10, 50)] == [10, 20, 40, 2560, 3600, 3600]
