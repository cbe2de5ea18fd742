"""What a rehearsal says of migrations that harm a busy table, and of their good forms."""

from collections.abc import Callable

from headstart.migrations import lint
from headstart.migrations.rehearsal.locks import READS_AND_WRITES, WRITES
from headstart.migrations.rehearsal.phase import Phase
from headstart.migrations.rehearsal.verdict import Result
from tests.migrations.rehearsal.chains import Chain

Rehearsed = Callable[..., list[Result]]
BAD = ("index", "not_null", "type", "lost_column", "data")
GOOD = ("index", "not_null", "type_widen", "type_swap", "lost_column", "data")


def blocked(phase: Phase) -> dict[str, set[str]]:
    """Return what was blocked on which table."""
    tables = {lock.relation for lock in phase.locks}
    return {
        table: {lock.blocks for lock in phase.locks if lock.relation == table and lock.blocks}
        for table in tables
    }


def test_what_bad_migrations_do_is_seen(chain: Chain, rehearsed: Rehearsed) -> None:
    for name in BAD:
        chain.add_form("bad", name)
    found = {result.migration.revision: result for result in rehearsed()}
    assert list(found) == [f"bad_{name}" for name in BAD]
    assert all(result.pending and not phase.failure for result in found.values() for phase in result.phases)
    up = {revision: result.phases[0] for revision, result in found.items()}

    assert blocked(up["bad_index"]) == {"own_books": {WRITES}}
    assert up["bad_index"].rewritten == []
    assert found["bad_index"].problems == []  # how long it takes does not count here

    for revision in ("bad_not_null", "bad_type"):
        assert READS_AND_WRITES in blocked(up[revision])["own_books"]
        assert up[revision].rewritten == ["own_books"]
    assert found["bad_not_null"].problems == [
        "down drops own_books.listed_at, whose 3,000 values up does not write again"
    ]
    assert found["bad_type"].problems == []
    assert found["bad_type"].phases[1].rewritten == ["own_books"]

    assert found["bad_lost_column"].problems == [
        "own_authors.biography is not what it was after up and down: up drops its 20 values"
    ]
    assert any('column "biography" ' in note for note in found["bad_lost_column"].notes)

    assert READS_AND_WRITES in blocked(up["bad_data"])["own_books"]
    assert up["bad_data"].rows == {"own_books": 3000}
    assert found["bad_data"].phases[1].rows == {}


def test_the_good_forms_do_the_same_and_are_not_complained_of(chain: Chain, rehearsed: Rehearsed) -> None:
    for name in GOOD:
        chain.add_form("good", name)
    assert lint.lint() == ""
    found = {result.migration.revision: result for result in rehearsed()}
    assert list(found) == [f"good_{name}" for name in GOOD]
    assert [problem for result in found.values() for problem in result.problems] == []
    assert [phase.rewritten for result in found.values() for phase in result.phases if phase.rewritten] == []

    # On a quick machine the index is built between two looks, and no lock is seen at all.
    assert not blocked(found["good_index"].phases[0]).get("own_books")
    for revision in ("good_not_null", "good_type_widen", "good_data"):
        assert found[revision].phases[0].rows == {"own_books": 3000}
    assert found["good_lost_column"].phases[1].rows == {"own_authors": 20}
