"""Tasks that run the tests."""

from collections.abc import Callable, Sequence

from invoke.context import Context
from invoke.exceptions import Exit

from workspace import browser, suites
from workspace.errors import WorkspaceError
from workspace.suites import Result
from workspace.tasks.declare import console, further_words, task

N_HELP = "worker processes: a number, or auto for as many as the work pays for"
CHANGED_HELP = "only the tests that a change since their last run can affect"
WATCH_HELP = "the same again on every save, until Ctrl-C"
FOLDERS = ("backend/tests", "workspace/tests")

Run = Callable[[bool], Sequence[Result]]


@task(n=N_HELP, changed=CHANGED_HELP, watch=WATCH_HELP)
def everything(_context: Context, n: str = "auto", changed: bool = False, watch: bool = False) -> None:
    """Run all tests, in parallel, on databases of their own."""
    if further_words():
        msg = (
            "words after -- go to one runner: say `inv test.backend -- ...`, or another of `inv --list test`"
        )
        raise WorkspaceError(msg)

    def run(changed: bool) -> Sequence[Result]:
        name = "back end and workspace"
        results = [
            suites.changed_python(name, FOLDERS, ["-n", n])
            if changed
            else suites.python(name, FOLDERS, ["-n", n], coverage=True),
            suites.front_end([], changed=changed),
        ]
        if browser.find():
            return [*results, suites.end_to_end([], changed=changed)]
        return [*results, Result("end to end", not_run=browser.MISSING)]

    _conclude(run, changed=changed, watch=watch)


@task(n=N_HELP, changed=CHANGED_HELP, watch=WATCH_HELP)
def backend(_context: Context, n: str = "auto", changed: bool = False, watch: bool = False) -> None:
    """Run the API's tests; words after -- go to pytest."""
    _conclude(_python("back end", "backend/tests", n), changed=changed, watch=watch)


@task(n=N_HELP, changed=CHANGED_HELP, watch=WATCH_HELP)
def workspace(_context: Context, n: str = "auto", changed: bool = False, watch: bool = False) -> None:
    """Run the workspace's tests; words after -- go to pytest."""
    _conclude(_python("workspace", "workspace/tests", n), changed=changed, watch=watch)


@task(changed=CHANGED_HELP, watch=WATCH_HELP)
def frontend(_context: Context, changed: bool = False, watch: bool = False) -> None:
    """Run the UI's tests; words after -- go to Vitest."""
    _conclude(
        lambda changed: [suites.front_end(further_words(), changed=changed)], changed=changed, watch=watch
    )


@task()
def e2e(_context: Context) -> None:
    """Run the tests in a browser; words after -- reach it."""
    _conclude(lambda _changed: [suites.end_to_end(further_words())], changed=False, watch=False)


def _python(suite: str, folder: str, n: str) -> Run:
    words = further_words()
    # A path among the words replaces the whole folder.
    paths = any(word.partition("::")[0].endswith(".py") for word in words)

    def run(changed: bool) -> Sequence[Result]:
        if changed and paths:
            msg = "--changed chooses the files itself: leave out the path after --, or --changed"
            raise WorkspaceError(msg)
        if changed:
            return [suites.changed_python(suite, [folder], ["-n", n, *words])]
        return [suites.python(suite, [] if paths else [folder], ["-n", n, *words], coverage=False)]

    return run


def _conclude(run: Run, *, changed: bool, watch: bool) -> None:
    if watch:
        _again_and_again(run)
    elif not _shown(run(changed)):
        raise Exit(code=1)


def _again_and_again(run: Run) -> None:
    # Only here: loading it costs every other command its time.
    from workspace.affected.saves import saves  # noqa: PLC0415

    try:
        for _saved in saves():
            _shown(run(True))  # noqa: FBT003 - what is changed is what is run
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
