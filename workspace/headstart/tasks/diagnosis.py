"""The task that examines the machine and the checkout."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict

from invoke.context import Context
from invoke.exceptions import Exit
from rich.markup import escape

from headstart.checks import doctor as examination
from headstart.scaffold import undo
from headstart.tasks.declare import console, task


@task(json="print JSON")
def doctor(_context: Context, json: bool = False) -> None:
    """Show installed tools and how to fix problems."""
    findings = [*_killed(), *examination.examine()]
    if json:
        _print_json(findings)
    else:
        _print_findings(findings)
    problems = [finding for finding in findings if finding.remedy]
    if problems:
        raise Exit(f"inv: {len(problems)} of {len(findings)} have problems", code=1)


def _killed() -> Iterator[examination.Finding]:
    """Yield a command that was killed: it may explain the findings about the database."""
    if command := undo.killed():
        found = f"{command} was killed and is still to be undone"
        yield examination.Finding("killed command", found, remedy="inv migrate")


def _print_json(findings: list[examination.Finding]) -> None:
    sys.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=2) + "\n")


def _print_findings(findings: list[examination.Finding]) -> None:
    """Print each finding on a line, with its source and the fix below it: a table would be too wide."""
    width = max(len(finding.subject) for finding in findings)
    indent = " " * (width + 4)
    for finding in findings:
        mark = "[red]✗[/]" if finding.remedy else "[green]✓[/]"
        pinned = f" (pinned: {finding.pinned})" if finding.pinned else ""
        console.print(f"{mark} {finding.subject:<{width}}  {escape(finding.found + pinned)}")
        if finding.source:
            console.print(f"{indent}[dim]{escape(finding.source)}[/]")
        if finding.remedy:
            console.print(f"{indent}[yellow]fix: {escape(finding.remedy)}[/]")
