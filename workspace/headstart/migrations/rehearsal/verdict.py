"""What a rehearsal found wrong, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from headstart.migrations.rehearsal.client import Wait
from headstart.migrations.rehearsal.contents import Contents, contents, dropped, lost
from headstart.migrations.rehearsal.interrupts import interruptible
from headstart.migrations.rehearsal.phase import Phase
from headstart.migrations.rehearsal.schema import Schema, differences, schema
from headstart.migrations.rehearsal.stepper import Migration

SHOWN = 8  # differences
# A lock on a table concerns everybody, one on rows only those who change the same: these may wait longer.
TIMES_FOR_ROWS = 10


@dataclass(frozen=True)
class State:
    """A database between two phases: its schema and what it holds."""

    schema: Schema
    contents: Contents


def state(url: str) -> State:
    """Read both."""
    with interruptible():
        return State(schema(url), contents(url))


@dataclass(frozen=True)
class Result:
    """One rehearsed migration: what was seen, what is wrong with it, and what is worth knowing."""

    migration: Migration
    pending: bool  # the development database does not have it yet
    phases: list[Phase] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def judge(result: Result, states: Sequence[State], max_wait: float) -> None:
    """Add what is wrong, and what is worth knowing.

    Args:
        result: of all phases that were run.
        states: before them and after each that succeeded.
        max_wait: seconds that a table may be locked.
    """
    for phase in result.phases:
        if phase.failure:
            result.problems.append(f"{phase.name} fails: {phase.failure}")
    ways = [_in_the_way(phase, max_wait) for phase in result.phases]
    if len(ways) > 2:  # noqa: PLR2004 - up, down, up again
        # What is not so the second time was the machine's doing.
        ways[0] = {table: said for table, said in ways[0].items() if table in ways[2]}
    result.problems.extend(said for way in ways[:2] for said in way.values())
    result.notes.extend(_broken(result.phases[0]))
    if len(states) > 2:  # noqa: PLR2004 - before, after up, after down
        result.problems.extend(_not_inverse(*states[:3]))
    if len(states) > 3:  # noqa: PLR2004 - and after up again
        result.problems.extend(_not_repeatable(*states[1:]))


def unseen(states: Sequence[State]) -> list[str]:
    """Say of which columns nobody can tell on invented rows whether down brings their values back."""
    if len(states) < 3:  # noqa: PLR2004 - before, after up, after down
        return []
    before, up, down = (each.contents for each in states[:3])
    return [
        f"up drops {column}: whether down brings its values back shows only on rows that have some, "
        f"without --rows"
        for column, _count in dropped(before, up)
        if column not in lost(before, down)
    ]


def _in_the_way(phase: Phase, max_wait: float) -> dict[str, str]:
    """Name for each table what keeps a client out of it for too long."""
    waits = {wait.table: wait for wait in reversed(phase.waits)}  # the longest
    found: dict[str, str] = {}
    for lock in phase.locks:
        if lock.blocks and lock.seconds > max_wait and lock.relation not in found:
            found[lock.relation] = (
                f"{lock.mode} on {lock.relation} blocks {lock.blocks} for {lock.seconds:.2f} s, from "
                f"`{_short(lock.statement)}` on{_waited(waits.get(lock.relation))}"
            )
    for table, wait in waits.items():
        if table not in found and (wait.seconds > TIMES_FOR_ROWS * max_wait or wait.given_up):
            found[table] = f"{wait.doing} {table} needs rows that are being changed{_waited(wait)}"
    return {table: f"{phase.name}: {said}" for table, said in found.items()}


def _waited(wait: Wait | None) -> str:
    if wait is None:
        return ""
    return f"; a client waited {wait.seconds:.2f} s{' and gave up' if wait.given_up else ''}"


def _broken(phase: Phase) -> list[str]:
    return [
        f"code that knows the schema from before fails when {each.doing} {each.table}: {each.reason}"
        for each in phase.broken
    ]


def _not_inverse(before: State, up: State, down: State) -> list[str]:
    found = [f"down is not the inverse of up: {each}" for each in differences(before.schema, down.schema)]
    found = found[:SHOWN]
    gone = lost(before.contents, down.contents)
    held = dict(dropped(before.contents, up.contents))
    found += [
        f"{column} is not what it was after up and down"
        + (f": up drops its {held[column]:,} values" if column in held else "")
        for column in gone
    ]
    return found


def _not_repeatable(up: State, down: State, again: State) -> list[str]:
    found = [f"up again is not what up was: {each}" for each in differences(up.schema, again.schema)][:SHOWN]
    changed = set(lost(up.contents, again.contents))
    return found + [
        f"down drops {column}, whose {count:,} values up does not write again"
        for column, count in dropped(up.contents, down.contents)
        if column in changed
    ]


def _short(statement: str) -> str:
    return statement if len(statement) <= 100 else f"{statement[:97]}..."  # noqa: PLR2004 - a line's worth
