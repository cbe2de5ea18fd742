"""The task that examines the machine and the checkout."""

import json
import sys
from dataclasses import asdict

from invoke.context import Context
from invoke.exceptions import Exit
from rich.table import Table
from rich.text import Text

from headstart.checks import doctor as examination
from headstart.tasks.declare import console, task


@task(json="print JSON")
def doctor(_context: Context, json: bool = False) -> None:
    """Show installed tools and how to fix problems."""
    findings = examination.examine()
    if json:
        _print_json(findings)
    else:
        _print_table(findings)
    problems = [finding for finding in findings if finding.remedy]
    if problems:
        raise Exit(f"inv: {len(problems)} of {len(findings)} have problems", code=1)


def _print_json(findings: list[examination.Finding]) -> None:
    sys.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=2) + "\n")


def _print_table(findings: list[examination.Finding]) -> None:
    table = Table("", "", "found", "pinned", "from", "how to fix it", box=None, pad_edge=False)
    for finding in findings:
        mark = Text("✗", "red") if finding.remedy else Text("✓", "green")
        cells = (finding.subject, finding.found, finding.pinned, finding.source, finding.remedy)
        table.add_row(mark, *map(Text, cells))
    console.print(table)
