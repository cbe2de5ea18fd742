"""Tasks that run the tests."""

from invoke.context import Context
from invoke.exceptions import Exit

from workspace import browser, suites
from workspace.errors import WorkspaceError
from workspace.suites import Result
from workspace.tasks.declare import console, further_words, task

N_HELP = "worker processes: a number, or auto for as many as the work pays for"


@task(n=N_HELP)
def everything(_context: Context, n: str = "auto") -> None:
    """Run all tests, in parallel, on databases of their own."""
    if further_words():
        msg = (
            "words after -- go to one runner: say `inv test.backend -- ...`, or another of `inv --list test`"
        )
        raise WorkspaceError(msg)
    results = [
        suites.python(
            "back end and workspace", ["backend/tests", "workspace/tests"], ["-n", n], coverage=True
        ),
        suites.front_end([]),
    ]
    if browser.find():
        results.append(suites.end_to_end([]))
    else:
        console.print(f"{'end to end':<24} [yellow]not run[/]: {browser.MISSING}")
    _conclude(*results)


@task(n=N_HELP)
def backend(_context: Context, n: str = "auto") -> None:
    """Run the API's tests; words after -- go to pytest."""
    _conclude(_python("back end", "backend/tests", n))


@task(n=N_HELP)
def workspace(_context: Context, n: str = "auto") -> None:
    """Run the workspace's tests; words after -- go to pytest."""
    _conclude(_python("workspace", "workspace/tests", n))


@task()
def frontend(_context: Context) -> None:
    """Run the UI's tests; words after -- go to Vitest."""
    _conclude(suites.front_end(further_words()))


@task()
def e2e(_context: Context) -> None:
    """Run the tests in a browser; words after -- reach it."""
    _conclude(suites.end_to_end(further_words()))


def _python(suite: str, folder: str, n: str) -> Result:
    words = further_words()
    # A path among the words replaces the whole folder.
    folders = [] if any(word.partition("::")[0].endswith(".py") for word in words) else [folder]
    return suites.python(suite, folders, ["-n", n, *words], coverage=False)


def _conclude(*results: Result) -> None:
    for result in results:
        verdict = (
            "[green]passed[/]" if result.exit_code == 0 else f"[red]failed[/] (exit code {result.exit_code})"
        )
        console.print(f"{result.suite:<24} {verdict}  {result.seconds:.1f} s")
    if any(result.exit_code for result in results):
        raise Exit(code=1)
