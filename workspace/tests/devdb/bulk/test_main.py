"""The command: its output and its exit codes."""

import re
import signal
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from headstart.devdb.bulk.__main__ import INTERRUPTIONS, main


@pytest.fixture(autouse=True)
def _restore_signal_handlers() -> Iterator[None]:
    """Restore the signal handlers that the command replaces."""
    before = {number: signal.getsignal(number) for number in INTERRUPTIONS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs the command with arguments."""

    def run(*args: str) -> None:
        monkeypatch.setattr(sys, "argv", ["headstart.devdb.bulk", *args])
        main()

    return run


def test_it_shows_the_progress_and_a_summary(
    command: Any, library: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    command("200", "--seed", "monday")

    output = capsys.readouterr().out
    # Of other resources too, where there are some.
    assert re.fullmatch(
        r"(\w+: \d+ rows, [\d,]+ rows/s\n)+"
        r"(indexes: \d+ of \d+, \w+\n)+"
        r"seeded (\d+ \w+(, )?)+ in [\d.]+ s \([\d,]+ rows/s, indexes and statistics included\)\n",
        output,
    )
    assert output.startswith("authors: 20 rows, ")
    assert "\nbooks: 200 rows, " in output
    assert library.query("SELECT count(*) FROM books") == [200]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["0"], "nothing was written: cannot add 0 rows: pass at least 1"),
        (["-5"], "nothing was written: cannot add -5 rows: pass at least 1"),
        (
            ["5", "--table", "shops"],
            "nothing was written: there is no factory for the table shops: use one of authors, ",
        ),
        (
            ["2000000000"],
            (
                "nothing was written: BookFactory.isbn fails at row 2,000,000,000 or soon after it: "
                "there are only 2,000,000,000 ISBNs"
            ),
        ),
    ],
)
def test_invalid_arguments_are_reported(command: Any, library: Any, args: list[str], expected: str) -> None:
    with pytest.raises(SystemExit) as result:
        command(*args)

    assert str(result.value.code).startswith(expected)
    assert library.query("SELECT count(*) FROM authors") == [0]


@pytest.mark.parametrize(
    ("obstacle", "expected"),
    [
        ("DROP TABLE books", "the database is not at the newest migration ("),
        ("ALTER TABLE books RENAME isbn TO number", "the database is not at the newest migration ("),
        (
            "ALTER TABLE books ADD CHECK (price < 30)",
            "the database rejects a row of the factory (",
        ),
    ],
)
def test_errors_of_the_database_are_reported(
    command: Any, library: Any, obstacle: str, expected: str
) -> None:
    library.query(obstacle)

    with pytest.raises(SystemExit) as result:
        command("500")

    assert str(result.value.code).startswith(f"nothing was written: {expected}")
    assert len(str(result.value.code).splitlines()) == 1


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("mysql://elsewhere", "the database does not answer (invalid dsn: "),
        ("postgresql://nobody@127.0.0.1:1/nothing", "the database does not answer (connection"),
    ],
)
def test_an_unreachable_database_is_reported(
    command: Any, monkeypatch: pytest.MonkeyPatch, url: str, expected: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(SystemExit) as result:
        command("5")

    assert str(result.value.code).startswith(f"nothing was written: {expected}")


def test_an_interruption_is_reported_with_its_exit_code(
    command: Any, library: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("headstart.devdb.bulk.__main__.run", interrupted)

    with pytest.raises(SystemExit) as result:
        command("5")

    assert result.value.code == 130
    assert capsys.readouterr().out == "interrupted: nothing was written\n"
