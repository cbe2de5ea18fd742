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
    """Run every check that CI runs, apart from the tests."""
    failed = _show(run.run())
    if failed:
        raise Exit(f"inv: {failed} of the checks failed; `inv format` fixes what a tool can fix", code=1)


@task()
def fix(_context: Context) -> None:
    """Fix what `check` complains about, where a tool can."""
    if _show(run.fix()):
        raise Exit("inv: the remaining problems need to be fixed by hand", code=1)


@task()
def write_client(_context: Context) -> None:
    """Generate the front end's typed client from the API."""
    node_packages.install()
    changed = api_client.write()
    for path in changed:
        console.print(f"wrote {path.relative_to(project.ROOT)}")
    if not changed:
        console.print("the client is up to date")


def _show(outcomes: Iterable[Outcome]) -> int:
    """Print each outcome as it comes; return how many failed."""
    failed = 0
    for outcome in outcomes:
        mark = "[red]✗[/]" if outcome.complaint else "-" if outcome.skipped else "[green]✓[/]"
        why = f"  skipped: {outcome.skipped}" if outcome.skipped else ""
        console.print(f"{mark} {outcome.name:<26} {outcome.seconds:5.1f} s{why}")
        if outcome.complaint:
            failed += 1
            console.print(outcome.complaint, markup=False)
    return failed
