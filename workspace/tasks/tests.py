"""Tasks that run the tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from invoke.context import Context
from invoke.exceptions import Exit

from workspace import browser, project, shares, suites
from workspace.errors import WorkspaceError
from workspace.suites import Result
from workspace.tasks.declare import console, further_words, task

N_HELP = "worker processes: a number, or auto for as many as the work pays for"
HELP = {
    "changed": "only the tests that a change since their last run can affect",
    "watch": "the same again on every save, until Ctrl-C",
    "shard": "a share of the tests for one of several machines: 2/4 is the second of four",
}
FOLDERS = ("backend/tests", "workspace/tests")


@dataclass(frozen=True)
class Choice:
    """Which of the tests are run."""

    changed: bool
    shard: str


Run = Callable[[Choice], Sequence[Result]]


@task(n=N_HELP, **HELP)
def everything(
    _context: Context, n: str = "auto", changed: bool = False, watch: bool = False, shard: str = ""
) -> None:
    """Run all tests, in parallel, on databases of their own."""
    if further_words():
        msg = (
            "words after -- go to one runner: say `inv test.backend -- ...`, or another of `inv --list test`"
        )
        raise WorkspaceError(msg)

    def run(choice: Choice) -> Sequence[Result]:
        results = [
            _pytest("back end and workspace", FOLDERS, ["-n", n], choice, coverage=True),
            suites.front_end([], changed=choice.changed, shard=choice.shard),
        ]
        if browser.find():
            return [*results, suites.end_to_end([], changed=choice.changed, shard=choice.shard)]
        return [*results, Result("end to end", not_run=browser.MISSING)]

    _conclude(run, changed=changed, watch=watch, shard=shard)


@task(n=N_HELP, **HELP)
def backend(
    _context: Context, n: str = "auto", changed: bool = False, watch: bool = False, shard: str = ""
) -> None:
    """Run the API's tests; words after -- go to pytest."""
    _conclude(_python("back end", "backend/tests", n), changed=changed, watch=watch, shard=shard)


@task(n=N_HELP, **HELP)
def workspace(
    _context: Context, n: str = "auto", changed: bool = False, watch: bool = False, shard: str = ""
) -> None:
    """Run the workspace's tests; words after -- go to pytest."""
    _conclude(_python("workspace", "workspace/tests", n), changed=changed, watch=watch, shard=shard)


@task(**HELP)
def frontend(_context: Context, changed: bool = False, watch: bool = False, shard: str = "") -> None:
    """Run the UI's tests; words after -- go to Vitest."""

    def run(choice: Choice) -> Sequence[Result]:
        return [suites.front_end(further_words(), changed=choice.changed, shard=choice.shard)]

    _conclude(run, changed=changed, watch=watch, shard=shard)


@task(shard=HELP["shard"])
def e2e(_context: Context, shard: str = "") -> None:
    """Run the tests in a browser; words after -- reach it."""
    _conclude(lambda choice: [suites.end_to_end(further_words(), shard=choice.shard)], shard=shard)


def _python(suite: str, folder: str, n: str) -> Run:
    words = further_words()
    # A path among the words replaces the whole folder.
    paths = any(_is_path(word, folder) for word in words)

    def run(choice: Choice) -> Sequence[Result]:
        if choice.changed and paths:
            msg = "--changed chooses the files itself: leave out the path after --, or --changed"
            raise WorkspaceError(msg)
        return [_pytest(suite, [] if paths else [folder], ["-n", n, *words], choice, coverage=False)]

    return run


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
        shares.parse(shard)
    if shard and (changed or watch):
        msg = "what changed is known on one machine only: --shard, or one of --changed and --watch"
        raise WorkspaceError(msg)
    if watch:
        _again_and_again(run)
    elif not _shown(run(Choice(changed, shard))):
        raise Exit(code=1)


def _again_and_again(run: Run) -> None:
    # Only here: loading it costs every other command its time.
    from workspace.affected.saves import saves  # noqa: PLC0415

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
            console.print(f"{result.suite:<24} [yellow]not run[/]: {result.not_run}")
            continue
        verdict = (
            "[green]passed[/]" if result.exit_code == 0 else f"[red]failed[/] (exit code {result.exit_code})"
        )
        console.print(f"{result.suite:<24} {verdict}  {result.seconds:.1f} s")
    return not any(result.exit_code for result in results)
