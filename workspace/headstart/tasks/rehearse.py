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
from headstart.devdb import branch_urls, development
from headstart.migrations.rehearsal.phase import Phase
from headstart.migrations.rehearsal.run import rehearse as run_rehearsal
from headstart.migrations.rehearsal.verdict import Result
from headstart.tasks.declare import console, parse_number, task
from headstart.tasks.development_database import open_database, refuse_remote_server

MAX_WAIT = "0.1"  # seconds; users notice longer waits
MAX_SHOWN_LOCKS = 6


@task(
    since="rehearse all migrations after this revision; `base` for all of them",
    rows="rehearse on this many generated rows instead of a copy of the database",
    max_wait="maximum seconds that a table may be locked; the exit code is 1 if it takes longer",
    json="print JSON",
)
def rehearse(
    _context: Context, since: str = "", rows: str = "", max_wait: str = MAX_WAIT, json: bool = False
) -> None:
    """Try migrations on a copy of the database."""
    count = parse_number("rows", rows) if rows else 0
    limit = _seconds(max_wait)
    refuse_remote_server(branch_urls.development_url(), "db.rehearse")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)  # these must drop the copy, too
    url = (development.open_database() if json else open_database()).url
    results = []
    with _progress(quiet=json) as report:
        rehearsal = run_rehearsal(url, since=since, rows=count, max_wait=limit, report=report)
        with closing(rehearsal):
            for result in rehearsal:
                results.append(result)
                if not json:
                    _show(result)
    if json:
        _print_json(results)
    elif not results:
        console.print(f"nothing to rehearse: no migration{f' comes after {since}' if since else ' exists'}")
    elif not (since or results[0].pending):
        console.print("no migration is pending: this was the newest one")
    _conclude(results)


def _seconds(text: str) -> float:
    with suppress(ValueError):
        seconds = float(text.replace(",", ""))
        if 0 < seconds < float("inf"):
            return seconds
    msg = f"--max-wait {text} must be a positive number, for example --max-wait {MAX_WAIT}"
    raise WorkspaceError(msg)


def _conclude(results: list[Result]) -> None:
    failed = sum(1 for result in results if result.problems)
    if failed:
        raise Exit(f"inv: {failed} of {len(results)} rehearsed migrations have problems", code=1)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Yield a function that shows the current step; in a pipe only results are printed."""
    if quiet:
        yield lambda _text: None
        return
    with console.status("") as status:
        yield status.update


def _show(result: Result) -> None:
    migration = result.migration
    applied = "" if result.pending else " (already applied)"
    console.print(Text.assemble((migration.revision, "bold"), f" {migration.message}{applied}"))
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
        console.print("[green]✓[/] no client waits too long, and the downgrade undoes the upgrade")


def _cells(phase: Phase) -> tuple[str, ...]:
    locks = [
        f"{lock.mode} {lock.relation} {lock.seconds:.2f} s{f', blocks {lock.blocks}' if lock.blocks else ''}"
        for lock in phase.locks[:MAX_SHOWN_LOCKS]
    ]
    rows = "unknown" if phase.rows is None else ", ".join(f"{n:,} {name}" for name, n in phase.rows.items())
    waits = [f"{wait.activity} {wait.table} {wait.seconds:.2f} s" for wait in phase.waits[:1]]
    return (
        phase.name,
        f"{phase.seconds:.2f} s",
        "\n".join(locks) or "none",
        ", ".join(phase.rewritten) or "none",
        rows or "none",
        *(waits or ["none"]),
    )


def _print_json(results: list[Result]) -> None:
    sys.stdout.write(json.dumps([asdict(each) for each in results], indent=2, default=str) + "\n")
