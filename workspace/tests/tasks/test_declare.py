"""Expected failures are a message and an exit code; bugs keep their traceback."""

import errno
import io

import psycopg2
import pytest
from invoke.collection import Collection
from invoke.context import Context
from invoke.exceptions import Exit
from invoke.program import Program

from headstart.core.errors import WorkspaceError
from headstart.tasks.declare import confirm, console, parse_number, task
from tests.support.terminals import Terminal


@pytest.mark.parametrize(
    ("error", "message", "code"),
    [
        (WorkspaceError("it is broken: fix it"), "inv: it is broken: fix it", 1),
        (KeyboardInterrupt(), "inv: interrupted", 130),
        (
            OSError(errno.ENOSPC, "no"),
            "inv: the disk is full: free some space, then run the same command again",
            1,
        ),
        (
            OSError(errno.EROFS, "no"),
            "inv: this folder is read-only: use a writable checkout",
            1,
        ),
        (
            PermissionError(errno.EACCES, "no", "/a/file"),
            "inv: no permission for /a/file: change its owner",
            1,
        ),
        (
            psycopg2.ProgrammingError("permission denied\nDETAIL: no"),
            "inv: PostgreSQL reported: permission denied",
            1,
        ),
    ],
)
def test_an_expected_failure_is_a_sentence_and_an_exit_code(
    error: BaseException, message: str, code: int
) -> None:
    @task()
    def failing(_context: Context) -> None:
        """Fail."""
        raise error

    with pytest.raises(Exit) as exited:
        failing(Context())
    assert str(exited.value).startswith(message)
    assert exited.value.code == code


@pytest.mark.parametrize("error", [FileNotFoundError(errno.ENOENT, "no"), ValueError("a bug")])
def test_a_bug_keeps_its_traceback(error: Exception) -> None:
    @task()
    def failing(_context: Context) -> None:
        """Fail."""
        raise error

    with pytest.raises(type(error)):
        failing(Context())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("keep", ("", "", False)),
        ("keep good", ("good", "", False)),
        ("keep good --yes", ("good", "", True)),
        ("keep --yes good", ("good", "", True)),
        ("keep -n good -y", ("good", "", True)),
        ("keep --note why", ("", "why", False)),
        ("keep --note why good", ("good", "why", False)),
        ("keep -- good", ("", "", False)),
    ],
)
def test_a_positional_argument_may_be_omitted(
    text: str, expected: tuple[str, str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, str, bool]] = []

    @task("name")
    def keep(_context: Context, name: str = "", note: str = "", *, yes: bool = False) -> None:
        """Keep it."""
        calls.append((name, note, yes))

    args = ["inv", *text.split()]
    monkeypatch.setattr("sys.argv", args)
    Program(namespace=Collection(keep)).run(args, exit=False)
    assert calls == [expected]


@pytest.mark.parametrize(
    ("text", "expected"), [("y", True), ("YES ", True), ("n", False), ("", False), ("yo", False)]
)
def test_only_yes_confirms(text: str, *, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(f"{text}\n"))
    if expected:
        confirm("All will be lost.", yes=False)
    else:
        with pytest.raises(WorkspaceError, match="nothing was changed"):
            confirm("All will be lost.", yes=False)


def test_a_question_shows_its_answers_and_ctrl_d_means_no(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(""))  # a terminal returns nothing at Ctrl-D
    with pytest.raises(WorkspaceError, match="nothing was changed"):
        confirm("All will be lost.", yes=False)
    assert capsys.readouterr().out == "All will be lost. [y/N] \n"


def test_ctrl_c_at_a_question_means_no(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(Terminal):
        def readline(self) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", Interrupted(""))
    with pytest.raises(WorkspaceError, match="nothing was changed"):
        confirm("All will be lost.", yes=False)


def test_without_a_terminal_the_option_yes_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    with pytest.raises(
        WorkspaceError, match="This needs confirmation: pass --yes to run it without a terminal"
    ):
        confirm("All will be lost.", yes=False)
    confirm("All will be lost.", yes=True)


@pytest.mark.parametrize(("text", "expected"), [("7", 7), ("1_000", 1_000), ("1,000,000", 1_000_000)])
def test_a_number_may_have_separators(text: str, expected: int) -> None:
    assert parse_number("rows", text) == expected


@pytest.mark.parametrize("text", ["ten", "0", "-5", "1.5", "\u0661", "", "1e6"])
def test_an_invalid_number_is_refused(text: str) -> None:
    with pytest.raises(
        WorkspaceError, match=f"--rows {text} must be a positive number, for example --rows 1000000"
    ):
        parse_number("rows", text)


def test_a_name_between_colons_is_not_an_emoji() -> None:
    with console.capture() as capture:
        console.print("the branch :smile: is gone")
    assert capture.get() == "the branch :smile: is gone\n"
