"""The problems that a rehearsal found, as messages."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from headstart.migrations.rehearsal.client import Wait
from headstart.migrations.rehearsal.contents import Contents, changed_columns, contents, dropped_columns
from headstart.migrations.rehearsal.interrupts import interruptible
from headstart.migrations.rehearsal.phase import Phase
from headstart.migrations.rehearsal.schema import Schema, differences, schema
from headstart.migrations.rehearsal.stepper import Migration

MAX_DIFFERENCES = 8
# A lock on a table blocks all clients, one on rows only those that change the same rows, who may wait longer.
ROW_LOCK_FACTOR = 10


@dataclass(frozen=True)
class State:
    """A database between two phases: its schema and its contents."""

    schema: Schema
    contents: Contents


def state(url: str) -> State:
    """Read the state of a database."""
    with interruptible():
        return State(schema(url), contents(url))


@dataclass(frozen=True)
class Result:
    """The result for a migration: observations, problems and notes."""

    migration: Migration
    pending: bool  # in the development database
    phases: list[Phase] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def judge(result: Result, states: Sequence[State], max_wait: float) -> None:
    """Add problems and notes to a result.

    Args:
        result: with all phases that were run.
        states: before the first phase, and after each successful one.
        max_wait: seconds that a table may be locked.
    """
    for phase in result.phases:
        if phase.failure:
            result.problems.append(f"{phase.name} fails: {phase.failure}")
    obstructions = [_obstructions(phase, max_wait) for phase in result.phases]
    if len(obstructions) > 2:  # noqa: PLR2004 - up, down, up again
        # Only keep those that occur again, as the machine may have been slow.
        first, _down, second = obstructions
        obstructions[0] = {table: message for table, message in first.items() if table in second}
    result.problems.extend(message for each in obstructions[:2] for message in each.values())
    result.notes.extend(_broken(result.phases[0]))
    if len(states) > 2:  # noqa: PLR2004 - before, after up, after down
        result.problems.extend(_not_inverse(*states[:3]))
    if len(states) > 3:  # noqa: PLR2004 - and after up again
        result.problems.extend(_not_repeatable(*states[1:]))


def untestable_columns(states: Sequence[State]) -> list[str]:
    """Return notes about columns that generated rows cannot test, as they have no values."""
    if len(states) < 3:  # noqa: PLR2004 - before, after up, after down
        return []
    before, up, down = (each.contents for each in states[:3])
    return [
        f"up drops {column}: whether down restores its values can only be tested without --rows, "
        f"on rows that have some"
        for column, _count in dropped_columns(before, up)
        if column not in changed_columns(before, down)
    ]


def _obstructions(phase: Phase, max_wait: float) -> dict[str, str]:
    """Return a message for each table that blocks a client for too long."""
    waits = {wait.table: wait for wait in reversed(phase.waits)}  # the longest
    messages: dict[str, str] = {}
    for lock in phase.locks:
        if lock.blocks and lock.seconds > max_wait and lock.relation not in messages:
            messages[lock.relation] = (
                f"{lock.mode} on {lock.relation} blocks {lock.blocks} for {lock.seconds:.2f} s, from "
                f"`{_short(lock.statement)}` on{_describe_wait(waits.get(lock.relation))}"
            )
    for table, wait in waits.items():
        if table not in messages and (wait.seconds > ROW_LOCK_FACTOR * max_wait or wait.timed_out):
            messages[table] = (
                f"{wait.activity} {table} needs rows that are being changed{_describe_wait(wait)}"
            )
    return {table: f"{phase.name}: {message}" for table, message in messages.items()}


def _describe_wait(wait: Wait | None) -> str:
    if wait is None:
        return ""
    return f"; a client waited {wait.seconds:.2f} s{' and timed out' if wait.timed_out else ''}"


def _broken(phase: Phase) -> list[str]:
    return [
        f"code that uses the old schema fails when {each.activity} {each.table}: {each.reason}"
        for each in phase.broken
    ]


def _not_inverse(before: State, up: State, down: State) -> list[str]:
    problems = [f"down is not the inverse of up: {each}" for each in differences(before.schema, down.schema)]
    problems = problems[:MAX_DIFFERENCES]
    changed = changed_columns(before.contents, down.contents)
    values = dict(dropped_columns(before.contents, up.contents))
    problems += [
        f"{column} has other values after up and down"
        + (f": up drops its {values[column]:,} values" if column in values else "")
        for column in changed
    ]
    return problems


def _not_repeatable(up: State, down: State, again: State) -> list[str]:
    problems = [f"up again differs from up: {each}" for each in differences(up.schema, again.schema)][
        :MAX_DIFFERENCES
    ]
    changed = set(changed_columns(up.contents, again.contents))
    return problems + [
        f"down drops {column}, whose {count:,} values up does not restore"
        for column, count in dropped_columns(up.contents, down.contents)
        if column in changed
    ]


def _short(statement: str) -> str:
    return statement if len(statement) <= 100 else f"{statement[:97]}..."  # noqa: PLR2004 - a line's worth
