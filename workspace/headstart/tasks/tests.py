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
from headstart.tasks.declare import console, extra_args, task
from headstart.tasks.exclusive import undo_killed
from headstart.testing import shards, suites
from headstart.testing.suites import Result

N_HELP = "the number of worker processes; auto chooses it by the amount of work"
HELP = {
    "changed": "run only tests affected by changes since their last run",
    "watch": "run affected tests again on every save, until Ctrl-C",
    "shard": "run one part of the tests, for several machines: 2/4 is the second of four",
}
BACKEND_TESTS, WORKSPACE_TESTS = "backend/tests", "workspace/tests"
FAULT_TESTS = f"{WORKSPACE_TESTS}/faults"


@dataclass(frozen=True)
class Selection:
    """The selected tests."""

    changed: bool
    shard: str


Run = Callable[[Selection], Sequence[Result]]


@task(n=N_HELP, **HELP)
def run_all(
    _context: Context, n: str = "auto", changed: bool = False, watch: bool = False, shard: str = ""
) -> None:
    """Test the product: back end, front end and browser."""
    if extra_args():
        msg = "arguments after -- go to one runner: use `inv test.backend -- ...`, or see `inv --list test`"
        raise WorkspaceError(msg)

    def run(selection: Selection) -> Sequence[Result]:
        results = [
            _pytest("back end", [BACKEND_TESTS], ["-n", n], selection, coverage=True),
            suites.front_end([], changed=selection.changed, shard=selection.shard),
        ]
        return [*results, _end_to_end(selection)]

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
    args = extra_args()
    if not _print_results([suites.workspace(_folders(WORKSPACE_TESTS, args), ["-n", n, *args])]):
        raise Exit(code=1)


@task()
def faults(_context: Context) -> None:
    """Test the production images under attack; needs Docker."""
    args = ["-m", "faults", "-n", "0", *extra_args()]
    if not _print_results([suites.workspace(_folders(FAULT_TESTS, args), args)]):
        raise Exit(code=1)


@task(**HELP)
def frontend(_context: Context, changed: bool = False, watch: bool = False, shard: str = "") -> None:
    """Test the front end; arguments after -- go to Vitest."""

    def run(selection: Selection) -> Sequence[Result]:
        return [suites.front_end(extra_args(), changed=selection.changed, shard=selection.shard)]

    _conclude(run, changed=changed, watch=watch, shard=shard)


@task(shard=HELP["shard"])
def e2e(_context: Context, shard: str = "") -> None:
    """Test in a browser; arguments after -- go to Playwright."""
    _conclude(lambda selection: [suites.end_to_end(extra_args(), shard=selection.shard)], shard=shard)


def _end_to_end(selection: Selection) -> Result:
    """Run the tests in a browser. Without a browser, this only fails in CI."""
    try:
        return suites.end_to_end([], changed=selection.changed, shard=selection.shard)
    except browser.NoBrowser as error:
        return Result("end to end", exit_code=1 if os.environ.get("CI") else 0, not_run=str(error))


def _python(suite: str, folder: str, n: str) -> Run:
    args = extra_args()
    folders = _folders(folder, args)

    def run(selection: Selection) -> Sequence[Result]:
        if selection.changed and not folders:
            msg = "--changed selects the tests itself: leave out either --changed or the path after --"
            raise WorkspaceError(msg)
        return [_pytest(suite, folders, ["-n", n, *args], selection, coverage=False)]

    return run


def _folders(folder: str, args: Sequence[str]) -> list[str]:
    """Return the folder, unless a path among the arguments replaces it."""
    return [] if any(_is_path(arg, folder) for arg in args) else [folder]


def _is_path(arg: str, folder: str) -> bool:
    """Return whether an argument is a path of tests in a folder, and not the value of an option."""
    path = arg.partition("::")[0]
    return path.endswith(".py") or (project.ROOT / path).is_relative_to(project.ROOT / folder)


def _pytest(
    suite: str, folders: Sequence[str], args: Sequence[str], selection: Selection, *, coverage: bool
) -> Result:
    if selection.changed:
        return suites.changed_python(suite, folders, args)
    return suites.python(suite, folders, args, coverage=coverage, shard=selection.shard)


def _conclude(run: Run, *, changed: bool = False, watch: bool = False, shard: str = "") -> None:
    if shard:
        shards.pytest_options(shard)
    if shard and (changed or watch):
        msg = "--shard cannot be combined with --changed or --watch"
        raise WorkspaceError(msg)
    undo_killed()
    if watch:
        _watch(run)
    elif not _print_results(run(Selection(changed, shard))):
        raise Exit(code=1)


def _watch(run: Run) -> None:
    # Imported here, as it would slow down all other commands.
    from headstart.testing.affected.saves import saves  # noqa: PLC0415

    try:
        for _save in saves():
            _print_results(run(Selection(changed=True, shard="")))
            console.print("waiting for changes; press Ctrl-C to stop")
    except KeyboardInterrupt:
        console.print("stopped")


def _print_results(results: Sequence[Result]) -> bool:
    """Print the results of the suites; return whether all passed."""
    for result in results:
        if result.not_run:
            console.print(f"{result.suite:<24} [yellow]not run[/]: {escape(result.not_run)}")
            continue
        verdict = (
            "[green]passed[/]" if result.exit_code == 0 else f"[red]failed[/] (exit code {result.exit_code})"
        )
        console.print(f"{result.suite:<24} {verdict}  {result.seconds:.1f} s")
    return not any(result.exit_code for result in results)
