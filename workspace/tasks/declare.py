"""How every task is declared, fails and talks to the person who typed it."""

import errno
import functools
import sys
from collections.abc import Callable
from typing import Concatenate, ParamSpec

import psycopg2
from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import Task
from rich.console import Console

from workspace.errors import WorkspaceError

Arguments = ParamSpec("Arguments")
Body = Callable[Concatenate[Context, Arguments], None]

# In a pipe nothing has to fit a window.
console = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)

WAYS_OUT = {
    errno.ENOSPC: "the disk is full: free some space, then run the same command again",
    errno.EDQUOT: "the disk quota is used up: free some space, then run the same command again",
    errno.EROFS: "this folder is read-only: use a checkout that can be written to",
    errno.EACCES: "no permission for {}: make it yours (`chown`), then run the same command again",
}


def task(**options: str) -> Callable[[Body[Arguments]], Task[Callable[..., None]]]:
    """Declare a task; each keyword is the help of a parameter.

    An expected failure ends in one sentence and exit code 1, not in a traceback.
    """

    def declare(body: Body[Arguments]) -> Task[Callable[..., None]]:
        return Task(_explained(body), help=options)

    return declare


def _explained(body: Body[Arguments]) -> Callable[..., None]:
    @functools.wraps(body)
    def run(context: Context, *arguments: Arguments.args, **named: Arguments.kwargs) -> None:
        try:
            body(context, *arguments, **named)
        except WorkspaceError as error:
            raise Exit(f"inv: {error}", code=1) from None
        except psycopg2.Error as error:
            raise Exit(f"inv: PostgreSQL refuses: {str(error).strip().splitlines()[0]}", code=1) from None
        except KeyboardInterrupt:
            raise Exit("inv: interrupted", code=130) from None
        except OSError as error:
            if error.errno not in WAYS_OUT:
                raise
            raise Exit(f"inv: {WAYS_OUT[error.errno].format(error.filename)}", code=1) from None

    return run


def further_words() -> list[str]:
    """Return the words after ``--``, for the program that a task runs.

    Invoke has them too, but joined by spaces: a word with a space in it would fall apart.
    """
    return sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []


def confirm(question: str, *, yes: bool) -> None:
    """Ask before data is destroyed.

    Raises:
        WorkspaceError: the answer is not yes, or there is nobody to ask.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        msg = f"{question} Nobody is there to answer: add --yes to mean it"
        raise WorkspaceError(msg)
    if console.input(f"{question} [y/N] ").strip().lower() not in {"y", "yes"}:
        msg = "nothing was changed"
        raise WorkspaceError(msg)
