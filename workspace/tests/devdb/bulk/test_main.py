"""The command as it is typed: what it says, and how it ends."""

import re
import signal
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from headstart.devdb.bulk.__main__ import INTERRUPTIONS, main


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    """Let later tests of this process be interrupted: the command listens to signals until it ends."""
    before = {number: signal.getsignal(number) for number in INTERRUPTIONS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs the command with some words."""

    def run(*words: str) -> None:
        monkeypatch.setattr(sys, "argv", ["headstart.devdb.bulk", *words])
        main()

    return run


def test_it_says_how_far_it_is_and_what_it_added(
    typed: Any, library: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("200", "--seed", "monday")

    said = capsys.readouterr().out
    # Of other resources too, where there are some.
    assert re.fullmatch(
        r"(\w+: \d+ rows, [\d,]+ rows/s\n)+"
        r"(indexes: \d+ of \d+, \w+\n)+"
        r"seeded (\d+ \w+(, )?)+ in [\d.]+ s \([\d,]+ rows/s, indexes and statistics included\)\n",
        said,
    )
    assert said.startswith("authors: 20 rows, ")
    assert "\nbooks: 200 rows, " in said
    assert library.ask("SELECT count(*) FROM books") == [200]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["0"], "nothing was written: 0 rows cannot be made: ask for at least 1"),
        (["-5"], "nothing was written: -5 rows cannot be made: ask for at least 1"),
        (
            ["5", "--table", "shops"],
            "nothing was written: no factory fills a table shops: there are authors, ",
        ),
        (
            ["2000000000"],
            (
                "nothing was written: BookFactory.isbn fails at row 2,000,000,000 or soon after: "
                "there are only 2,000,000,000 ISBNs"
            ),
        ),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(
    typed: Any, library: Any, words: list[str], expected: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        typed(*words)

    assert str(ended.value.code).startswith(expected)
    assert library.ask("SELECT count(*) FROM authors") == [0]


@pytest.mark.parametrize(
    ("obstacle", "expected"),
    [
        ("DROP TABLE books", "the database is not at the newest migration ("),
        ("ALTER TABLE books RENAME isbn TO number", "the database is not at the newest migration ("),
        (
            "ALTER TABLE books ADD CHECK (price < 30)",
            "the database refuses a row as the factory describes it (",
        ),
    ],
)
def test_what_the_database_refuses_is_said_in_a_sentence(
    typed: Any, library: Any, obstacle: str, expected: str
) -> None:
    library.ask(obstacle)

    with pytest.raises(SystemExit) as ended:
        typed("500")

    assert str(ended.value.code).startswith(f"nothing was written: {expected}")
    assert len(str(ended.value.code).splitlines()) == 1


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("mysql://elsewhere", "the database does not answer (invalid dsn: "),
        ("postgresql://nobody@127.0.0.1:1/nothing", "the database does not answer (connection"),
    ],
)
def test_a_database_that_is_none_is_said_in_a_sentence(
    typed: Any, monkeypatch: pytest.MonkeyPatch, url: str, expected: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(SystemExit) as ended:
        typed("5")

    assert str(ended.value.code).startswith(f"nothing was written: {expected}")


def test_an_interruption_is_said_and_has_the_exit_code_of_one(
    typed: Any, library: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("headstart.devdb.bulk.__main__.run", interrupted)

    with pytest.raises(SystemExit) as ended:
        typed("5")

    assert ended.value.code == 130
    assert capsys.readouterr().out == "interrupted: nothing was written\n"
