"""Other programs: their two streams apart, their failure in a sentence."""

import os
import signal
import sys

import pytest

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError

SAYS = [
    sys.executable,
    "-c",
    "import sys; print('out'); print('err', file=sys.stderr); sys.exit(len(sys.argv) - 1)",
]


def test_what_a_program_prints_is_apart_from_what_it_complains_of() -> None:
    ended = commands.run(SAYS)
    assert (ended.exit_code, ended.stdout, ended.stderr) == (0, "out\n", "err\n")
    assert commands.output(SAYS, doing="nothing") == "out\n"


def test_a_failure_holds_what_was_done_and_the_last_line() -> None:
    with pytest.raises(WorkspaceError, match=r"^the seeds could not be sown: err$"):
        commands.output([*SAYS, "fail"], doing="the seeds could not be sown")


def test_a_program_that_fails_in_silence_is_said_to() -> None:
    assert commands.run([sys.executable, "-c", "raise SystemExit(3)"]).last_line == "it printed nothing"


def test_a_program_is_given_its_input_its_folder_and_its_environment() -> None:
    code = "import os, sys; print(sys.stdin.read(), os.getcwd(), os.environ['WORD'])"
    ended = commands.run([sys.executable, "-c", code], {"WORD": "b"}, given="a")
    assert ended.stdout == f"a {project.ROOT} b\n"


def test_bytes_that_are_no_text_do_no_harm() -> None:
    ended = commands.run([sys.executable, "-c", "import os; os.write(1, b'a\\xffb')"])
    assert ended.stdout == "a�b"


def test_a_program_that_is_shown_prints_by_itself_and_what_it_complains_of_is_kept(
    capfd: pytest.CaptureFixture[str],
) -> None:
    ended = commands.shown([*SAYS, "fail"], dict(os.environ))
    assert (ended.exit_code, ended.stdout, ended.last_line) == (1, "", "err")
    assert capfd.readouterr().out == "out\n"


def test_ctrl_c_is_left_to_the_program_that_is_shown() -> None:
    code = (
        "import os, signal; os.kill(os.getppid(), signal.SIGINT); print('cleaned up'); raise SystemExit(130)"
    )
    assert commands.shown([sys.executable, "-c", code], dict(os.environ)).exit_code == 130
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
