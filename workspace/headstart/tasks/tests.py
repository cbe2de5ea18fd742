"""Tasks that run the tests."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from invoke.context import Context
from invoke.exceptions import Exit
from rich.markup import escape

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.setup import browser
from headstart.tasks.declare import console, further_words, task
from headstart.testing import shards, suites
from headstart.testing.suites import Result

N_HELP = "worker processes: a number, or auto for as many as the work pays for"
HELP = {
    "changed": "only the tests that a change since their last run can affect",
    "watch": "the same again on every save, until Ctrl-C",
    "shard": "one part of the tests, for several machines: 2/4 is the second of four",
}
BACKEND_TESTS, WORKSPACE_TESTS = "backend/tests", "workspace/tests"


@dataclass(frozen=True)
class Choice:
    """Which of the tests are run."""

    changed: bool
    shard: str


Run = Callable[[Choice], Sequence[Result]]


@task(n=N_HELP, **HELP)
def run_all(
    _context: Context, n: str = "auto", changed: bool = False, watch: bool = False, shard: str = ""
) -> None:
    """Test the product: back end, front end and browser."""
    if further_words():
        msg = "arguments after -- go to one runner: use `inv test.backend -- ...`, or see `inv --list test`"
        raise WorkspaceError(msg)

    def run(choice: Choice) -> Sequence[Result]:
        results = [
            _pytest("back end", [BACKEND_TESTS], ["-n", n], choice, coverage=True),
            suites.front_end([], changed=choice.changed, shard=choice.shard),
        ]
        return [*results, _end_to_end(choice)]

    _conclude(run, changed=changed, watch=watch, shard=shard)


@task(n=N_HELP, **HELP)
def backend(
    _context: Context, n: str = "auto", changed: bool = False, watch: bool = False, shard: str = ""
) -> None:
    """Test the back end; arguments after -- go to pytest."""
    _conclude(_python("back end", BACKEND_TESTS, n), changed=changed, watch=watch, shard=shard)


@task(n=N_HELP)
def workspace(_context: Context, n: str = "auto") -> None:
    """Test the tooling; arguments after -- go to pytest."""
    args = further_words()
    if not _shown([suites.workspace(_folders(WORKSPACE_TESTS, args), ["-n", n, *args])]):
        raise Exit(code=1)


@task(**HELP)
def frontend(_context: Context, changed: bool = False, watch: bool = False, shard: str = "") -> None:
    """Test the front end; arguments after -- go to Vitest."""

    def run(choice: Choice) -> Sequence[Result]:
        return [suites.front_end(further_words(), changed=choice.changed, shard=choice.shard)]

    _conclude(run, changed=changed, watch=watch, shard=shard)


@task(shard=HELP["shard"])
def e2e(_context: Context, shard: str = "") -> None:
    """Test in a browser; arguments after -- go to Playwright."""
    _conclude(lambda choice: [suites.end_to_end(further_words(), shard=choice.shard)], shard=shard)


def _end_to_end(choice: Choice) -> Result:
    """Run the tests in a browser. Without one only CI fails, where a missing suite would go unnoticed."""
    try:
        return suites.end_to_end([], changed=choice.changed, shard=choice.shard)
    except browser.NoBrowser as error:
        return Result("end to end", exit_code=1 if os.environ.get("CI") else 0, not_run=str(error))


def _python(suite: str, folder: str, n: str) -> Run:
    words = further_words()
    folders = _folders(folder, words)

    def run(choice: Choice) -> Sequence[Result]:
        if choice.changed and not folders:
            msg = "--changed chooses the files itself: leave out the path after --, or --changed"
            raise WorkspaceError(msg)
        return [_pytest(suite, folders, ["-n", n, *words], choice, coverage=False)]

    return run


def _folders(folder: str, args: Sequence[str]) -> list[str]:
    """Return the folder, unless a path among the arguments replaces it."""
    return [] if any(_is_path(arg, folder) for arg in args) else [folder]


def _is_path(word: str, folder: str) -> bool:
    """Whether a word names tests of a folder, and is not the value of an option."""
    path = word.partition("::")[0]
    return path.endswith(".py") or (project.ROOT / path).is_relative_to(project.ROOT / folder)


def _pytest(
    suite: str, folders: Sequence[str], words: Sequence[str], choice: Choice, *, coverage: bool
) -> Result:
    if choice.changed:
        return suites.changed_python(suite, folders, words)
    return suites.python(suite, folders, words, coverage=coverage, shard=choice.shard)


def _conclude(run: Run, *, changed: bool = False, watch: bool = False, shard: str = "") -> None:
    if shard:
        shards.parse(shard)
    if shard and (changed or watch):
        msg = "what changed is known on one machine only: --shard, or one of --changed and --watch"
        raise WorkspaceError(msg)
    if watch:
        _again_and_again(run)
    elif not _shown(run(Choice(changed, shard))):
        raise Exit(code=1)


def _again_and_again(run: Run) -> None:
    # Only here: loading it costs every other command its time.
    from headstart.testing.affected.saves import saves  # noqa: PLC0415

    try:
        for _saved in saves():
            _shown(run(Choice(changed=True, shard="")))
            console.print("waiting for a save; Ctrl-C ends")
    except KeyboardInterrupt:
        console.print("ended")


def _shown(results: Sequence[Result]) -> bool:
    """Show how the suites ended; return whether all of them passed."""
    for result in results:
        if result.not_run:
            console.print(f"{result.suite:<24} [yellow]not run[/]: {escape(result.not_run)}")
            continue
        verdict = (
            "[green]passed[/]" if result.exit_code == 0 else f"[red]failed[/] (exit code {result.exit_code})"
        )
        console.print(f"{result.suite:<24} {verdict}  {result.seconds:.1f} s")
    return not any(result.exit_code for result in results)
