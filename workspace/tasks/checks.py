"""Tasks that look at the code and mend it."""

from collections.abc import Iterable

from invoke.context import Context
from invoke.exceptions import Exit

from workspace import checks, client, frontend, project
from workspace.checks import Outcome
from workspace.tasks.declare import console, task


@task()
def check(_context: Context) -> None:
    """Check all that CI checks, tests apart."""
    failed = _show(checks.run())
    if failed:
        raise Exit(f"inv: {failed} of the checks failed; `inv format` mends what a tool can mend", code=1)


@task()
def mend(_context: Context) -> None:
    """Rewrite what `check` complains of, where a tool can."""
    if _show(checks.mend()):
        raise Exit("inv: what is left needs a person", code=1)


@task()
def write_client(_context: Context) -> None:
    """Write the UI's typed client from the API."""
    frontend.install()
    changed = client.write()
    for path in changed:
        console.print(f"wrote {path.relative_to(project.ROOT)}")
    if not changed:
        console.print("the client says what the API says already")


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
