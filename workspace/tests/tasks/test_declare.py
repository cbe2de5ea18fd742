"""How a task fails: one sentence and an exit code for what can be expected, a traceback for a bug."""

import errno
import io

import psycopg2
import pytest
from invoke.collection import Collection
from invoke.context import Context
from invoke.exceptions import Exit
from invoke.program import Program

from headstart.core.errors import WorkspaceError
from headstart.tasks.declare import confirm, console, number, task
from tests.support.terminals import Terminal


@pytest.mark.parametrize(
    ("error", "said", "code"),
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
            "inv: this folder is read-only: use a checkout that can be written to",
            1,
        ),
        (PermissionError(errno.EACCES, "no", "/a/file"), "inv: no permission for /a/file: make it yours", 1),
        (
            psycopg2.ProgrammingError("permission denied\nDETAIL: no"),
            "inv: PostgreSQL refuses: permission denied",
            1,
        ),
    ],
)
def test_an_expected_failure_is_a_sentence_and_an_exit_code(
    error: BaseException, said: str, code: int
) -> None:
    @task()
    def failing(_context: Context) -> None:
        """Fail."""
        raise error

    with pytest.raises(Exit) as ended:
        failing(Context())
    assert str(ended.value).startswith(said)
    assert ended.value.code == code


@pytest.mark.parametrize("error", [FileNotFoundError(errno.ENOENT, "no"), ValueError("a bug")])
def test_a_bug_keeps_its_traceback(error: Exception) -> None:
    @task()
    def failing(_context: Context) -> None:
        """Fail."""
        raise error

    with pytest.raises(type(error)):
        failing(Context())


@pytest.mark.parametrize(
    ("typed", "meant"),
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
def test_a_word_after_the_name_may_be_left_out(
    typed: str, meant: tuple[str, str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[str, str, bool]] = []

    @task("name")
    def keep(_context: Context, name: str = "", note: str = "", *, yes: bool = False) -> None:
        """Keep it."""
        given.append((name, note, yes))

    words = ["inv", *typed.split()]
    monkeypatch.setattr("sys.argv", words)
    Program(namespace=Collection(keep)).run(words, exit=False)
    assert given == [meant]


@pytest.mark.parametrize(
    ("typed", "meant"), [("y", True), ("YES ", True), ("n", False), ("", False), ("yo", False)]
)
def test_only_a_yes_is_a_yes(typed: str, *, meant: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(f"{typed}\n"))
    if meant:
        confirm("All will be lost.", yes=False)
    else:
        with pytest.raises(WorkspaceError, match="nothing was changed"):
            confirm("All will be lost.", yes=False)


def test_a_question_shows_its_answers_and_ctrl_d_is_a_no(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(""))  # a terminal returns nothing at Ctrl-D
    with pytest.raises(WorkspaceError, match="nothing was changed"):
        confirm("All will be lost.", yes=False)
    assert capsys.readouterr().out == "All will be lost. [y/N] \n"


def test_where_nobody_can_answer_yes_has_to_be_said_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    with pytest.raises(
        WorkspaceError, match="This needs confirmation: pass --yes to run it without a terminal"
    ):
        confirm("All will be lost.", yes=False)
    confirm("All will be lost.", yes=True)


@pytest.mark.parametrize(("typed", "meant"), [("7", 7), ("1_000", 1_000), ("1,000,000", 1_000_000)])
def test_a_number_is_read_as_people_type_it(typed: str, meant: int) -> None:
    assert number("rows", typed) == meant


@pytest.mark.parametrize("typed", ["ten", "0", "-5", "1.5", "\u0661", "", "1e6"])
def test_a_number_that_is_none_is_said_so(typed: str) -> None:
    with pytest.raises(
        WorkspaceError, match=f"--rows {typed} must be a positive number, for example --rows 1000000"
    ):
        number("rows", typed)


def test_a_name_between_colons_is_printed_as_it_is() -> None:
    with console.capture() as captured:
        console.print("the branch :smile: is gone")
    assert captured.get() == "the branch :smile: is gone\n"
