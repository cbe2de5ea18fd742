"""Running other programs: their output and their failures."""

import os
import signal
import sys

import pytest

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError

PROGRAM = [
    sys.executable,
    "-c",
    "import sys; print('out'); print('err', file=sys.stderr); sys.exit(len(sys.argv) - 1)",
]


def test_standard_output_and_standard_error_are_separate() -> None:
    result = commands.run(PROGRAM)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "out\n", "err\n")
    assert commands.output(PROGRAM, failure="nothing") == "out\n"


def test_a_failure_has_a_message_and_the_last_line() -> None:
    with pytest.raises(WorkspaceError, match=r"^the seeds could not be sown: err$"):
        commands.output([*PROGRAM, "fail"], failure="the seeds could not be sown")


def test_a_failure_without_output_is_reported() -> None:
    assert commands.run([sys.executable, "-c", "raise SystemExit(3)"]).last_line == "it printed nothing"


def test_a_program_gets_input_folder_and_environment() -> None:
    code = "import os, sys; print(sys.stdin.read(), os.getcwd(), os.environ['WORD'])"
    result = commands.run([sys.executable, "-c", code], {"WORD": "b"}, stdin="a")
    assert result.stdout == f"a {project.ROOT} b\n"


def test_invalid_text_is_replaced() -> None:
    result = commands.run([sys.executable, "-c", "import os; os.write(1, b'a\\xffb')"])
    assert result.stdout == "a�b"


def test_in_a_terminal_only_standard_error_is_captured(
    capfd: pytest.CaptureFixture[str],
) -> None:
    result = commands.run_in_terminal([*PROGRAM, "fail"], dict(os.environ))
    assert (result.exit_code, result.stdout, result.last_line) == (1, "", "err")
    assert capfd.readouterr().out == "out\n"


def test_a_program_in_the_terminal_handles_ctrl_c() -> None:
    code = (
        "import os, signal; os.kill(os.getppid(), signal.SIGINT); print('cleaned up'); raise SystemExit(130)"
    )
    assert commands.run_in_terminal([sys.executable, "-c", code], dict(os.environ)).exit_code == 130
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
