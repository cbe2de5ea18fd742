"""What is measured is really done, on little data; and how the task reports it."""

from pathlib import Path

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.bench import bulk_seeds, copies, report, saving, servers, start_up
from headstart.bench.measurement import Measurement
from headstart.bench.parts import PARTS
from headstart.core.errors import WorkspaceError
from headstart.postgres import databases
from headstart.postgres import servers as postgres_servers
from headstart.tasks.bench import bench


def databases_of(url: str) -> set[str]:
    with databases.maintenance(url) as server:
        server.execute("SELECT datname FROM pg_database")
        return {name for (name,) in server.fetchall()}


@pytest.mark.usefixtures("database")
def test_commands_are_measured_beside_invoke_alone() -> None:
    measured = start_up.measure(1)
    assert [(each.what, len(each.values)) for each in measured] == [
        ("`inv --list`", 1),
        ("`inv migrate`, nothing to do", 1),
        ("`inv migrate`, nothing to do, 1,000 migrations", 1),
    ]


@pytest.mark.usefixtures("database")
def test_the_copy_with_many_migrations_has_them_and_its_database_is_at_the_last() -> None:
    with start_up._project_with_migrations(12) as migrate:
        assert str(migrate()).endswith("is at m11 already\n")


@pytest.mark.sample
def test_snapshots_are_measured_and_nothing_is_left(database: str) -> None:
    before = databases_of(database)

    measured = copies.measure(1, 50)

    assert [each.what for each in measured] == [
        "snapshot, 1,000 rows", "restore, 1,000 rows", "snapshot, 50 rows", "restore, 50 rows",
    ]  # fmt: skip
    assert databases_of(database) == before


@pytest.mark.sample
def test_bulk_seeding_is_measured_beside_each_contestant(database: str) -> None:
    before = databases_of(database)

    measured = bulk_seeds.measure(1, 50)

    assert {each.peer for each in measured} == set(bulk_seeds.GOALS)
    assert len({each.values for each in measured}) == 1
    assert databases_of(database) == before


@pytest.mark.usefixtures("cluster")
def test_a_server_from_nothing_is_measured_and_nothing_is_left() -> None:
    beside = postgres_servers.test_server().data
    before = set(beside.parent.glob(f"{beside.name}*"))

    measured = servers.from_nothing(2)

    assert min(*measured.values, *measured.peer_values) > 0
    assert set(beside.parent.glob(f"{beside.name}*")) == before


@pytest.mark.usefixtures("database")
def test_a_save_is_measured_from_the_file_to_the_new_answer() -> None:
    (measured,) = saving.measure(1)
    assert len(measured.values) == len(measured.peer_values) == 1


def measuring(*found: Measurement, error: str = "") -> object:
    def part(_runs: int, _rows: int) -> list[Measurement]:
        if error:
            raise WorkspaceError(error)
        return list(found)

    return part


@pytest.fixture
def parts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the task have two parts, of which one cannot be measured."""
    quick = Measurement("a thing", "s", (2.0,), "another", (1.0,), 3.0)
    monkeypatch.setattr(report, "FILE", folder / "benchmarks.md")
    for name in list(PARTS):
        monkeypatch.delitem(PARTS, name)
    monkeypatch.setitem(PARTS, "good", measuring(quick))
    monkeypatch.setitem(PARTS, "bad", measuring(error="no server"))


@pytest.mark.usefixtures("parts")
def test_what_can_be_measured_is_shown_and_saved_though_another_part_cannot(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(Exit, match="inv: bad was not measured: no server"):
        bench(Context(), save=True)

    assert "a thing" in capsys.readouterr().out
    assert report.saved() == {("a thing", "another"): 2.0}


@pytest.mark.usefixtures("parts")
def test_what_became_slower_is_named_and_the_exit_code_tells() -> None:
    report.FILE.write_text(report.markdown([Measurement("a thing", "s", (1.0,), "another", (1.0,))]), "utf-8")
    with pytest.raises(Exit, match=r"slower by a third than when it was saved: a thing: 2\.00 of another"):
        bench(Context(), part="good")


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"part": "nonsense"}, "there is no part nonsense: say one of good, bad, or none for all"),
        ({"part": "good", "save": True}, "--save writes the whole document: leave the part out"),
        ({"runs": "0"}, "^inv: --runs 0 must be a positive number"),
    ],
)
def test_what_cannot_be_asked_for_is_a_sentence(words: dict[str, str], said: str) -> None:
    with pytest.raises(Exit, match=said):
        bench(Context(), **words)
