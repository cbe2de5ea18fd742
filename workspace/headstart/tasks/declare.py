"""How every task is declared, fails and talks to the person who typed it."""

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

Arguments = ParamSpec("Arguments")
Body = Callable[Concatenate[Context, Arguments], None]

# In a pipe nothing has to fit a window. A name that reads like :smile: is a name.
console = Console(highlight=False, emoji=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)

CLOSED = (None, errorcodes.ADMIN_SHUTDOWN)

WAYS_OUT = {
    errno.ENOSPC: "the disk is full: free some space, then run the same command again",
    errno.EDQUOT: "the disk quota is used up: free some space, then run the same command again",
    errno.EROFS: "this folder is read-only: use a checkout that can be written to",
    errno.EACCES: "no permission for {}: make it yours (`chown`), then run the same command again",
}


class _Task(Task[Callable[..., None]]):
    """A task with a parameter that may be typed as a word after the task's name, or be left out.

    Or with one that takes all words after the first.
    """

    word: str | None = None
    words: str | None = None

    def get_arguments(self, ignore_unknown_help: bool | None = None) -> list[Argument]:
        """Return what may be typed. Invoke knows words that must be there, and no others."""
        arguments = super().get_arguments(ignore_unknown_help)
        if {"--help", "-h"} & set(self._typed()):
            # Invoke would take it for the first word.
            for argument in arguments:
                argument.positional = False
            return arguments
        for argument in arguments:
            if argument.name == self.word and self._words(arguments):
                argument.positional, argument.default = True, None
        if self.words:
            first, *others = (argument for argument in arguments if argument.name != self.words)
            count = len(self._words(arguments)) - 1
            return [first, *(Argument(f"{self.words}-{n}", positional=True) for n in range(count)), *others]
        return arguments

    def _words(self, arguments: list[Argument]) -> list[str]:
        """Return the words after the task's name that are no option and no option's value."""
        options = {
            f"--{name}" if len(name) > 1 else f"-{name}"
            for argument in arguments if argument.takes_value for name in argument.names
        }  # fmt: skip
        return [
            word for before, word in pairwise(self._typed())
            if not word.startswith("-") and before not in options
        ]  # fmt: skip

    def _typed(self) -> list[str]:
        """Return the task's name and all that stands after it, up to what is for another program."""
        words = takewhile(lambda word: word != "--", sys.argv)
        return list(dropwhile(lambda word: word.rpartition(".")[2] != self.name, words))


def task(
    word: str | None = None, words: str | None = None, **options: str
) -> Callable[[Body[Arguments]], _Task]:
    """Declare a task; each keyword is the help of a parameter.

    An expected failure ends in one sentence and exit code 1, not in a traceback.

    Args:
        word: a parameter that may be typed as a word after the task's name, or be left out.
        words: a parameter, without a default that matters, that takes all words after the first.
        options: the help of each parameter.
    """

    def declare(body: Body[Arguments]) -> _Task:
        declared = _Task(_explained(body, words), help=options)
        declared.word, declared.words = word, words
        return declared

    return declare


def _explained(body: Body[Arguments], words: str | None) -> Callable[..., None]:
    @functools.wraps(body)
    def run(context: Context, *arguments: Arguments.args, **named: Arguments.kwargs) -> None:
        if words:
            typed = [named.pop(name) for name in list(named) if name.startswith(f"{words}-")]
            named.setdefault(words, typed)
        try:
            body(context, *arguments, **named)
        except WorkspaceError as error:
            raise Exit(_sentence(str(error), error), code=1) from None
        except psycopg2.Error as error:
            raise Exit(f"inv: {_refusal(error)}", code=1) from None
        except KeyboardInterrupt as error:
            raise Exit(_sentence("interrupted", error), code=130) from None
        except OSError as error:
            if error.errno not in WAYS_OUT:
                raise
            raise Exit(f"inv: {WAYS_OUT[error.errno].format(error.filename)}", code=1) from None

    return run


def _sentence(text: str, error: BaseException) -> str:
    return "; ".join([f"inv: {text}", *getattr(error, "__notes__", [])])


def _refusal(error: psycopg2.Error) -> str:
    reason = str(error).strip().splitlines()[0]
    # Another command disconnects everybody from a database that it copies or replaces.
    if isinstance(error, psycopg2.OperationalError) and error.pgcode in CLOSED:
        return f"PostgreSQL closed the connection ({reason}): run the same command again"
    return f"PostgreSQL refuses: {reason}"


def further_words() -> list[str]:
    """Return the words after ``--``, for the program that a task runs.

    Invoke has them too, but joined by spaces: a word with a space in it would fall apart.
    """
    return sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []


def number(option: str, typed: str) -> int:
    """Read a number above 0 as people type it: 1000000, 1_000_000 or 1,000,000.

    Invoke reads numbers too, and shows a traceback when it cannot.

    Raises:
        WorkspaceError: it is none.
    """
    digits = typed.replace(",", "").replace("_", "")
    if not (digits.isascii() and digits.isdigit() and int(digits)):
        msg = f"--{option} {typed} must be a positive number, for example --{option} 1000000"
        raise WorkspaceError(msg)
    return int(digits)


def confirm(question: str, *, yes: bool) -> None:
    """Ask before data is destroyed.

    Raises:
        WorkspaceError: the answer is not yes, or there is nobody to ask.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        msg = f"{question} This needs confirmation: pass --yes to run it without a terminal"
        raise WorkspaceError(msg)
    try:
        answer = console.input(f"{question} [y/N] ", markup=False)
    except EOFError:  # Ctrl-D
        console.print()
        answer = ""
    if answer.strip().lower() not in {"y", "yes"}:
        msg = "nothing was changed"
        raise WorkspaceError(msg)
