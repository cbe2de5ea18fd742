"""What is a problem, and what is not."""

from decimal import Decimal
from pathlib import Path

import pytest

from headstart.migrations.rehearsal.client import Wait
from headstart.migrations.rehearsal.contents import Values
from headstart.migrations.rehearsal.locks import Lock
from headstart.migrations.rehearsal.phase import Phase
from headstart.migrations.rehearsal.stepper import Migration
from headstart.migrations.rehearsal.verdict import Result, State, judge, unseen

INDEX = Lock("books", "ShareLock", 0.5, "CREATE INDEX")
CONCURRENT = Lock("books", "ShareUpdateExclusiveLock", 9.0, "CREATE INDEX CONCURRENTLY")
COLUMN = Lock("books", "AccessExclusiveLock", 0.5, "ALTER TABLE")


def phase(*locks: Lock, name: str = "up", waits: tuple[Wait, ...] = (), failure: str = "") -> Phase:
    return Phase(name, 1.0, list(locks), [], {}, list(waits), [], failure)


def problems(*phases: Phase) -> list[str]:
    result = Result(Migration("new", (), "", Path("new.py")), pending=True, phases=list(phases))
    judge(result, [], 0.1)
    return result.problems


def test_a_lock_that_keeps_others_out_for_too_long_is_a_problem_whether_a_client_came_or_not() -> None:
    said = "up: ShareLock on books blocks writes for 0.50 s, from `CREATE INDEX` on"
    assert problems(phase(INDEX)) == [said]
    waited = Wait("books", "writing to", 0.4)
    assert problems(phase(INDEX, waits=(waited,))) == [f"{said}; a client waited 0.40 s"]


def test_of_several_locks_on_a_table_the_strongest_is_named() -> None:
    (said,) = problems(phase(COLUMN, INDEX))
    assert said.startswith("up: AccessExclusiveLock on books blocks reads and writes for 0.50 s")


@pytest.mark.parametrize("lock", [CONCURRENT, Lock("books", "ShareLock", 0.05, "CREATE INDEX")])
def test_a_lock_that_is_short_or_keeps_nobody_out_is_none(lock: Lock) -> None:
    assert problems(phase(lock)) == []


def test_a_wait_for_changed_rows_is_a_problem_when_it_is_long() -> None:
    said = "up: writing to books needs rows that are being changed; a client waited 1.40 s"
    assert problems(phase(waits=(Wait("books", "writing to", 1.4),))) == [said]
    given_up = Wait("books", "writing to", 15.0, given_up=True)
    assert problems(phase(waits=(given_up,)))[0].endswith("a client waited 15.00 s and gave up")
    assert problems(phase(waits=(Wait("books", "writing to", 0.9),))) == []


def test_both_ways_are_judged_and_up_only_once() -> None:
    found = problems(phase(INDEX), phase(COLUMN, name="down"), phase(INDEX, name="up again"))
    assert [each.partition(":")[0] for each in found] == ["up", "down"]


def test_what_up_again_does_not_do_was_the_machine() -> None:
    assert problems(phase(INDEX), phase(name="down"), phase(name="up again")) == []


def test_a_column_of_invented_rows_that_comes_back_is_told_to_be_unseen() -> None:
    full = State({}, {("authors", "biography"): Values(3, Decimal(0))})
    (said,) = unseen([full, State({}, {}), full])
    assert said.startswith(
        "up drops authors.biography: whether down brings its values back shows only on rows"
    )
    changed = State({}, {("authors", "biography"): Values(3, Decimal(1))})
    assert unseen([full, State({}, {}), changed]) == []
    assert unseen([full, full, full]) == []
    assert unseen([full, full]) == []
