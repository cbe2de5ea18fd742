"""Runs a rehearsal."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

from headstart.core.errors import WorkspaceError
from headstart.migrations import revisions
from headstart.migrations.rehearsal import database_copy, selection
from headstart.migrations.rehearsal.interrupts import interruptible
from headstart.migrations.rehearsal.phase import run_phase
from headstart.migrations.rehearsal.stepper import Migration, Stepper, stepper
from headstart.migrations.rehearsal.verdict import Result, State, judge, state, untestable_columns
from headstart.postgres.urls import database_name

Report = Callable[[str], None]


def rehearse(url: str, *, since: str, rows: int, max_wait: float, report: Report) -> Generator[Result]:
    """Run migrations up, down and up again on a copy of a database, and yield the results.

    Args:
        url: the development database, which is not changed, and keeps its connections.
        since: see `selection.select`.
        rows: rehearse on this many generated rows instead of a copy.
        max_wait: see `verdict.judge`.
        report: called with a description of the next step.
    """
    with database_copy.copy_of(url) as copy, stepper(copy.url) as steps:
        at = revisions.revision(url)
        if not revisions.is_known(at):
            raise WorkspaceError(revisions.describe_unknown(database_name(url), at))
        history = steps.history()
        if problem := revisions.describe_multiple_heads():
            raise WorkspaceError(problem)
        migrations = selection.select(history, at, since)
        if migrations:
            report("creating a database for the rehearsal")
            with interruptible():
                copy.fill(rows) if rows else copy.create()
            report("migrating to the starting point")
            applied_ids = selection.applied(history, revisions.revision(copy.url))
            for direction, migration in selection.steps_to_start(history, applied_ids, migrations):
                _step(steps, direction, migration)
            applied = selection.applied(history, at)
            yield from _rehearse_all(
                Context(steps, copy.url, applied, bool(rows), max_wait, report), migrations
            )


def _step(steps: Stepper, direction: str, migration: Migration) -> None:
    failure = steps.run(direction, migration)
    if failure:
        msg = (
            f"the copy could not be migrated to the starting point of the rehearsal: "
            f"the {direction} of {migration.revision} fails: {failure}"
        )
        raise WorkspaceError(msg)


@dataclass(frozen=True)
class Context:
    """The process for migrations, the copy, the limit, and the function for reports.

    ``applied`` are the revisions of the development database. ``has_generated_rows`` is set for rows of the
    newest schema, in which columns that a migration drops have no values.
    """

    steps: Stepper
    copy: str
    applied: set[str]
    has_generated_rows: bool
    max_wait: float
    report: Report


def _rehearse_all(context: Context, migrations: list[Migration]) -> Iterator[Result]:
    before = state(context.copy)
    for migration in migrations:
        result, before = _rehearse(context, migration, before)
        yield result
        if result.phases[-1].failure and result.phases[-1].name != "down":
            return  # later migrations depend on it


def _rehearse(context: Context, migration: Migration, before: State) -> tuple[Result, State]:
    """Rehearse one migration; return the result, and the new state of the copy."""
    result, states = Result(migration, migration.revision not in context.applied), [before]
    for name in ("up", "down", "up again"):
        context.report(f"{migration.revision} {migration.message}: {name}")
        result.phases.append(run_phase(context.steps, context.copy, migration, name))
        if result.phases[-1].failure:
            break
        states.append(state(context.copy))
    judge(result, states, context.max_wait)
    if context.has_generated_rows:
        result.notes.extend(untestable_columns(states))
    return result, states[-1]
