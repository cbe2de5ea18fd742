"""The task that tries migrations on a copy of the database."""

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict

from invoke.context import Context
from invoke.exceptions import Exit
from rich.table import Table
from rich.text import Text

from headstart.core.errors import WorkspaceError
from headstart.devdb import addresses, development
from headstart.migrations.rehearsal.phase import Phase
from headstart.migrations.rehearsal.run import rehearse as results
from headstart.migrations.rehearsal.verdict import Result
from headstart.tasks.declare import console, number, task
from headstart.tasks.opened import open_database, refuse_another_machine

MAX_WAIT = "0.1"  # seconds: longer than that is felt
SHOWN_LOCKS = 6


@task(
    since="rehearse all migrations after this revision; `base` for all there are",
    rows="rehearse on so many invented rows instead of a copy of the database",
    max_wait="seconds that a table may be kept from others; beyond that the exit code is 1",
    json="print JSON, for machines",
)
def rehearse(
    _context: Context, since: str = "", rows: str = "", max_wait: str = MAX_WAIT, json: bool = False
) -> None:
    """Try migrations on a copy of the database."""
    count = number("rows", rows) if rows else 0
    limit = _seconds(max_wait)
    refuse_another_machine(addresses.development_url(), "db.rehearse")
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)  # the copy must be dropped on these too
    url = (development.open_database() if json else open_database()).url
    found = []
    with _progress(quiet=json) as say:
        rehearsed = results(url, since=since, rows=count, max_wait=limit, say=say)
        with closing(rehearsed):
            for result in rehearsed:
                found.append(result)
                if not json:
                    _show(result)
    if json:
        _print_json(found)
    elif not found:
        console.print(
            f"nothing to rehearse: {f'no migration comes after {since}' if since else 'there is none'}"
        )
    elif not (since or found[0].pending):
        console.print("no migration is pending: this was the newest one")
    _conclude(found)


def _seconds(typed: str) -> float:
    with suppress(ValueError):
        seconds = float(typed.replace(",", ""))
        if 0 < seconds < float("inf"):
            return seconds
    msg = f"--max-wait {typed} must be a positive number, for example --max-wait {MAX_WAIT}"
    raise WorkspaceError(msg)


def _conclude(found: list[Result]) -> None:
    wrong = sum(1 for result in found if result.problems)
    if wrong:
        raise Exit(f"inv: {wrong} of {len(found)} rehearsed migrations need a look", code=1)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show what is done next while it is done; in a pipe nothing but results is printed."""
    if quiet:
        yield lambda _text: None
        return
    with console.status("") as status:
        yield status.update


def _show(result: Result) -> None:
    migration = result.migration
    known = "" if result.pending else " (the database has it already)"
    console.print(Text.assemble((migration.revision, "bold"), f" {migration.message}{known}"))
    console.print(Text(str(migration.path), "dim"))
    table = Table(
        "", "time", "locks", "rewritten", "rows changed", "client waited", box=None, padding=(0, 3, 0, 0)
    )
    for phase in result.phases:
        table.add_row(*map(Text, _cells(phase)))
    console.print(table)
    for problem in result.problems:
        console.print(Text.assemble(("✗ ", "red"), problem))
    for note in result.notes:
        console.print(Text.assemble(("· ", "yellow"), note))
    if not result.problems:
        console.print("[green]✓[/] nobody waits too long, and down is the inverse of up")


def _cells(phase: Phase) -> tuple[str, ...]:
    locks = [
        f"{lock.mode} {lock.relation} {lock.seconds:.2f} s{f', blocks {lock.blocks}' if lock.blocks else ''}"
        for lock in phase.locks[:SHOWN_LOCKS]
    ]
    rows = "not known" if phase.rows is None else ", ".join(f"{n:,} {name}" for name, n in phase.rows.items())
    waits = [f"{wait.doing} {wait.table} {wait.seconds:.2f} s" for wait in phase.waits[:1]]
    return (
        phase.name,
        f"{phase.seconds:.2f} s",
        "\n".join(locks) or "none",
        ", ".join(phase.rewritten) or "none",
        rows or "none",
        *(waits or ["none"]),
    )


def _print_json(found: list[Result]) -> None:
    sys.stdout.write(json.dumps([asdict(each) for each in found], indent=2, default=str) + "\n")
