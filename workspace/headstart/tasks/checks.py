"""Tasks that check the code and fix it."""

from collections.abc import Iterable

from invoke.context import Context
from invoke.exceptions import Exit

from headstart.checks import api_client, run
from headstart.checks.run import Outcome
from headstart.core import project
from headstart.setup import node_packages
from headstart.tasks.declare import console, task


@task()
def check(_context: Context) -> None:
    """Run all checks that CI runs, except the tests."""
    failed = _show(run.run())
    if failed:
        raise Exit(
            f"inv: {failed} of the checks failed; `inv format` fixes some problems automatically", code=1
        )


@task()
def fix(_context: Context) -> None:
    """Fix problems that `check` reports, if a tool can."""
    if _show(run.fix()):
        raise Exit("inv: fix the remaining problems by hand", code=1)


@task()
def write_client(_context: Context) -> None:
    """Generate the front end's typed client from the API."""
    node_packages.install()
    paths = api_client.write()
    for path in paths:
        console.print(f"wrote {path.relative_to(project.ROOT)}")
    if not paths:
        console.print("the client is up to date")


def _show(outcomes: Iterable[Outcome]) -> int:
    """Print each outcome when it is available; return the number of failures."""
    failed = 0
    for outcome in outcomes:
        mark = "[red]✗[/]" if outcome.problem else "-" if outcome.skipped else "[green]✓[/]"
        reason = f"  skipped: {outcome.skipped}" if outcome.skipped else ""
        console.print(f"{mark} {outcome.name:<26} {outcome.seconds:5.1f} s{reason}")
        if outcome.problem:
            failed += 1
            console.print(outcome.problem, markup=False)
    return failed
