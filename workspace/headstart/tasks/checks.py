"""Tasks that check the code and fix it."""

from collections.abc import Iterable

from invoke.context import Context
from invoke.exceptions import Exit

from headstart.checks import api_client, audit, run
from headstart.checks.audit import NotScanned
from headstart.checks.run import Outcome
from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.setup import node_packages
from headstart.tasks.declare import console, task
from headstart.tasks.exclusive import undo_killed


@task()
def check(_context: Context) -> None:
    """Run all checks that CI runs, except the tests."""
    undo_killed()
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


@task()
def audit_packages(_context: Context) -> None:
    """Look for known vulnerabilities in packages and images."""
    failed = False
    for name, find in (("Python", audit.python), ("Node", audit.node), ("Images", audit.container_images)):
        try:
            findings = find()
        except NotScanned as reason:
            console.print(f"{name}: not scanned: {reason}", markup=False)
            continue
        except WorkspaceError as error:
            findings = [str(error)]
        failed = failed or bool(findings)
        for line in findings or ["no known vulnerabilities"]:
            console.print(f"{name}: {line}", markup=False)
    if failed:
        raise Exit(code=1)


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
