"""Problems and harmless changes."""

from decimal import Decimal
from pathlib import Path

import pytest

from headstart.migrations.rehearsal.client import Wait
from headstart.migrations.rehearsal.contents import Values
from headstart.migrations.rehearsal.locks import Lock
from headstart.migrations.rehearsal.phase import Phase
from headstart.migrations.rehearsal.stepper import Migration
from headstart.migrations.rehearsal.verdict import Result, State, judge, untestable_columns

INDEX = Lock("books", "ShareLock", 0.5, "CREATE INDEX")
CONCURRENT = Lock("books", "ShareUpdateExclusiveLock", 9.0, "CREATE INDEX CONCURRENTLY")
COLUMN = Lock("books", "AccessExclusiveLock", 0.5, "ALTER TABLE")


def phase(*locks: Lock, name: str = "up", waits: tuple[Wait, ...] = (), failure: str = "") -> Phase:
    return Phase(name, 1.0, list(locks), [], {}, list(waits), [], failure)


def problems(*phases: Phase) -> list[str]:
    result = Result(Migration("new", (), "", Path("new.py")), pending=True, phases=list(phases))
    judge(result, [], 0.1)
    return result.problems


def test_a_blocking_lock_is_a_problem_with_or_without_a_waiting_client() -> None:
    output = "up: ShareLock on books blocks writes for 0.50 s, from `CREATE INDEX` on"
    assert problems(phase(INDEX)) == [output]
    wait = Wait("books", "writing to", 0.4)
    assert problems(phase(INDEX, waits=(wait,))) == [f"{output}; a client waited 0.40 s"]


def test_the_strongest_of_several_locks_on_a_table_is_reported() -> None:
    (output,) = problems(phase(COLUMN, INDEX))
    assert output.startswith("up: AccessExclusiveLock on books blocks reads and writes for 0.50 s")


@pytest.mark.parametrize("lock", [CONCURRENT, Lock("books", "ShareLock", 0.05, "CREATE INDEX")])
def test_a_short_or_weak_lock_is_no_problem(lock: Lock) -> None:
    assert problems(phase(lock)) == []


def test_a_wait_for_changed_rows_is_a_problem_when_it_is_long() -> None:
    output = "up: writing to books needs rows that are being changed; a client waited 1.40 s"
    assert problems(phase(waits=(Wait("books", "writing to", 1.4),))) == [output]
    timed_out = Wait("books", "writing to", 15.0, timed_out=True)
    assert problems(phase(waits=(timed_out,)))[0].endswith("a client waited 15.00 s and timed out")
    assert problems(phase(waits=(Wait("books", "writing to", 0.9),))) == []


def test_both_ways_are_judged_and_up_only_once() -> None:
    result = problems(phase(INDEX), phase(COLUMN, name="down"), phase(INDEX, name="up again"))
    assert [each.partition(":")[0] for each in result] == ["up", "down"]


def test_a_problem_that_does_not_recur_is_ignored() -> None:
    assert problems(phase(INDEX), phase(name="down"), phase(name="up again")) == []


def test_a_restored_column_of_generated_rows_is_untestable() -> None:
    full = State({}, {("authors", "biography"): Values(3, Decimal(0))})
    (output,) = untestable_columns([full, State({}, {}), full])
    assert output.startswith(
        "up drops authors.biography: whether down restores its values can only be tested"
    )
    changed = State({}, {("authors", "biography"): Values(3, Decimal(1))})
    assert untestable_columns([full, State({}, {}), changed]) == []
    assert untestable_columns([full, full, full]) == []
    assert untestable_columns([full, full]) == []
