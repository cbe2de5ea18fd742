"""The declaration of tasks, their error messages, and their dialogue with the user."""

import errno
import functools
import sys
from collections.abc import Callable
from itertools import dropwhile, pairwise, takewhile
from typing import Concatenate, ParamSpec

import psycopg2
from invoke.context import Context
from invoke.exceptions import Exit
from invoke.parser.argument import Argument
from invoke.tasks import Task
from psycopg2 import errorcodes
from rich.console import Console

from headstart.core.errors import WorkspaceError
from headstart.core.interrupts import StopRequested

Arguments = ParamSpec("Arguments")
Body = Callable[Concatenate[Context, Arguments], None]

# Output to a pipe is not wrapped. A name such as :smile: is not an emoji.
console = Console(highlight=False, emoji=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)

NOTHING_CHANGED = "nothing was changed"

CONNECTION_CLOSED = (None, errorcodes.ADMIN_SHUTDOWN)

FIXES = {
    errno.ENOSPC: "the disk is full: free some space, then run the same command again",
    errno.EDQUOT: "the disk quota is used up: free some space, then run the same command again",
    errno.EROFS: "this folder is read-only: use a writable checkout",
    errno.EACCES: "no permission for {}: change its owner (`chown`), then run the same command again",
}


class _Task(Task[Callable[..., None]]):
    """A task with an optional positional argument, or one that takes all arguments after the first."""

    optional_arg: str | None = None
    rest_args: str | None = None

    def get_arguments(self, ignore_unknown_help: bool | None = None) -> list[Argument]:
        """Return the arguments. Invoke itself only knows required positional arguments."""
        arguments = super().get_arguments(ignore_unknown_help)
        if {"--help", "-h"} & set(self._command_line()):
            # Invoke would take it for the first positional argument.
            for argument in arguments:
                argument.positional = False
            return arguments
        for argument in arguments:
            if argument.name == self.optional_arg and self._positional_args(arguments):
                argument.positional, argument.default = True, None
        if self.rest_args:
            first, *others = (argument for argument in arguments if argument.name != self.rest_args)
            count = len(self._positional_args(arguments)) - 1
            return [
                first,
                *(Argument(f"{self.rest_args}-{n}", positional=True) for n in range(count)),
                *others,
            ]
        return arguments

    def _positional_args(self, arguments: list[Argument]) -> list[str]:
        """Return the arguments after the task's name that are neither options nor their values."""
        options = {
            f"--{name}" if len(name) > 1 else f"-{name}"
            for argument in arguments if argument.takes_value for name in argument.names
        }  # fmt: skip
        return [
            arg for before, arg in pairwise(self._command_line())
            if not arg.startswith("-") and before not in options
        ]  # fmt: skip

    def _command_line(self) -> list[str]:
        """Return the task's name and the arguments after it, up to ``--``."""
        args = takewhile(lambda arg: arg != "--", sys.argv)
        return list(dropwhile(lambda arg: arg.rpartition(".")[2] != self.name, args))


def task(
    optional_arg: str | None = None, rest_args: str | None = None, flags: str = "short", **options: str
) -> Callable[[Body[Arguments]], _Task]:
    """Declare a task; each keyword is the help of a parameter.

    An expected failure ends with a message and exit code 1, without a traceback.

    Args:
        optional_arg: a parameter that may be a positional argument, or be left out.
        rest_args: a parameter that takes all positional arguments after the first.
        flags: ``long`` if options must not have flags of one letter, such as ``-y``, too.
        options: the help of each parameter.
    """

    def declare(body: Body[Arguments]) -> _Task:
        result = _Task(_report_failures(body, rest_args), help=options, auto_shortflags=flags == "short")
        result.optional_arg, result.rest_args = optional_arg, rest_args
        return result

    return declare


def _report_failures(body: Body[Arguments], rest_args: str | None) -> Callable[..., None]:
    @functools.wraps(body)
    def run(context: Context, *args: Arguments.args, **options: Arguments.kwargs) -> None:
        if rest_args:
            values = [options.pop(name) for name in list(options) if name.startswith(f"{rest_args}-")]
            options.setdefault(rest_args, values)
        try:
            body(context, *args, **options)
        except WorkspaceError as error:
            raise Exit(_message(str(error), error), code=1) from None
        except psycopg2.Error as error:
            raise Exit(f"inv: {_database_error(error)}", code=1) from None
        except StopRequested as error:
            raise Exit(_message("stopped", error), code=error.exit_code) from None
        except KeyboardInterrupt as error:
            raise Exit(_message("interrupted", error), code=130) from None
        except OSError as error:
            if error.errno not in FIXES:
                raise
            raise Exit(f"inv: {FIXES[error.errno].format(error.filename)}", code=1) from None

    return run


def _message(text: str, error: BaseException) -> str:
    return "; ".join([f"inv: {text}", *getattr(error, "__notes__", [])])


def _database_error(error: psycopg2.Error) -> str:
    reason = str(error).strip().splitlines()[0]
    # Another command closes all connections to a database that it copies or replaces.
    if isinstance(error, psycopg2.OperationalError) and error.pgcode in CONNECTION_CLOSED:
        return f"PostgreSQL closed the connection ({reason}): run the same command again"
    return f"PostgreSQL reported: {reason}"


def extra_args() -> list[str]:
    """Return the arguments after ``--``, for the program that a task runs.

    Invoke joins them with spaces, which would split arguments that contain spaces.
    """
    return sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []


def parse_number(option: str, text: str) -> int:
    """Parse a positive number, with or without separators: 1000000, 1_000_000 or 1,000,000.

    Invoke can parse numbers, but shows a traceback for an invalid one.

    Raises:
        WorkspaceError: the text is not a positive number.
    """
    digits = text.replace(",", "").replace("_", "")
    if not (digits.isascii() and digits.isdigit() and int(digits)):
        msg = f"--{option} {text} must be a positive number, for example --{option} 1000000"
        raise WorkspaceError(msg)
    return int(digits)


def confirm(question: str, *, yes: bool) -> None:
    """Ask for confirmation before data is destroyed.

    Raises:
        WorkspaceError: the answer is not yes, or there is no terminal.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        msg = f"{question} This needs confirmation: pass --yes to run it without a terminal"
        raise WorkspaceError(msg)
    if ask(f"{question} [y/N] ").lower() not in {"y", "yes"}:
        raise WorkspaceError(NOTHING_CHANGED)


def ask(prompt: str) -> str:
    """Ask a question, and return the answer.

    Raises:
        WorkspaceError: the answer is Ctrl-D or Ctrl-C.
    """
    try:
        return console.input(prompt, markup=False).strip()
    except (EOFError, KeyboardInterrupt):
        console.print()
        raise WorkspaceError(NOTHING_CHANGED) from None
