"""Rehearsals of migrations that block a busy table, and of better ones."""

from collections.abc import Callable

from headstart.migrations import lint
from headstart.migrations.rehearsal.locks import READS_AND_WRITES, WRITES
from headstart.migrations.rehearsal.phase import Phase
from headstart.migrations.rehearsal.verdict import Result
from tests.migrations.rehearsal.chains import Chain

Rehearse = Callable[..., list[Result]]
BAD = ("index", "not_null", "type", "lost_column", "data")
GOOD = ("index", "not_null", "type_widen", "type_swap", "lost_column", "data")


def blocked(phase: Phase) -> dict[str, set[str]]:
    """Return the blocked operations by table."""
    tables = {lock.relation for lock in phase.locks}
    return {
        table: {lock.blocks for lock in phase.locks if lock.relation == table and lock.blocks}
        for table in tables
    }


def test_problems_of_bad_migrations_are_found(chain: Chain, rehearse_chain: Rehearse) -> None:
    for name in BAD:
        chain.add_form("bad", name)
    results = {result.migration.revision: result for result in rehearse_chain()}
    assert list(results) == [f"bad_{name}" for name in BAD]
    assert all(result.pending and not phase.failure for result in results.values() for phase in result.phases)
    up = {revision: result.phases[0] for revision, result in results.items()}

    assert blocked(up["bad_index"]) == {"own_books": {WRITES}}
    assert up["bad_index"].rewritten == []
    assert results["bad_index"].problems == []  # durations are ignored here

    for revision in ("bad_not_null", "bad_type"):
        assert READS_AND_WRITES in blocked(up[revision])["own_books"]
        assert up[revision].rewritten == ["own_books"]
    assert results["bad_not_null"].problems == [
        "down drops own_books.listed_at, whose 3,000 values up does not restore"
    ]
    assert results["bad_type"].problems == []
    assert results["bad_type"].phases[1].rewritten == ["own_books"]

    assert results["bad_lost_column"].problems == [
        "own_authors.biography has other values after up and down: up drops its 20 values"
    ]
    assert any('column "biography" ' in note for note in results["bad_lost_column"].notes)

    assert READS_AND_WRITES in blocked(up["bad_data"])["own_books"]
    assert up["bad_data"].rows == {"own_books": 3000}
    assert results["bad_data"].phases[1].rows == {}


def test_good_migrations_have_no_problems(chain: Chain, rehearse_chain: Rehearse) -> None:
    for name in GOOD:
        chain.add_form("good", name)
    assert lint.lint() == ""
    results = {result.migration.revision: result for result in rehearse_chain()}
    assert list(results) == [f"good_{name}" for name in GOOD]
    assert [problem for result in results.values() for problem in result.problems] == []
    assert [
        phase.rewritten for result in results.values() for phase in result.phases if phase.rewritten
    ] == []

    # On a quick machine the index is built between two looks, and no lock is seen at all.
    assert not blocked(results["good_index"].phases[0]).get("own_books")
    for revision in ("good_not_null", "good_type_widen", "good_data"):
        assert results[revision].phases[0].rows == {"own_books": 3000}
    assert results["good_lost_column"].phases[1].rows == {"own_authors": 20}
