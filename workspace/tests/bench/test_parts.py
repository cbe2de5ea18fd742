"""The parts of the benchmarks, measured on little data, and the report of the task."""

from pathlib import Path

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.bench import bulk_seeds, reload_speed, report, server_speed, snapshot_speed, start_up
from headstart.bench.measurement import Measurement
from headstart.bench.parts import PARTS
from headstart.core.errors import WorkspaceError
from headstart.postgres import databases, servers
from headstart.tasks.bench import bench


def databases_of(url: str) -> set[str]:
    with databases.maintenance(url) as server:
        server.execute("SELECT datname FROM pg_database")
        return {name for (name,) in server.fetchall()}


@pytest.mark.slow
@pytest.mark.usefixtures("database")
def test_commands_are_compared_with_invoke_alone() -> None:
    measurements = start_up.measure(1)
    assert [(each.label, len(each.values)) for each in measurements] == [
        ("`inv --list`", 1),
        ("`inv migrate`, nothing to do", 1),
        ("`inv migrate`, nothing to do, 1,000 migrations", 1),
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("database")
def test_the_project_with_many_migrations_is_migrated() -> None:
    with start_up._project_with_migrations(12) as migrate:
        assert str(migrate()).endswith("is already at m11\n")


@pytest.mark.slow
@pytest.mark.sample
def test_snapshots_are_measured_and_nothing_is_left(database: str) -> None:
    before = databases_of(database)

    measurements = snapshot_speed.measure(1, 50)

    assert [each.label for each in measurements] == [
        "snapshot, 1,000 rows", "restore, 1,000 rows", "snapshot, 50 rows", "restore, 50 rows",
    ]  # fmt: skip
    assert databases_of(database) == before


@pytest.mark.slow
@pytest.mark.sample
def test_bulk_seeding_is_compared_with_each_contestant(database: str) -> None:
    before = databases_of(database)

    measurements = bulk_seeds.measure(1, 50)

    assert {each.peer for each in measurements} == set(bulk_seeds.GOALS)
    assert len({each.values for each in measurements}) == 1
    assert databases_of(database) == before


@pytest.mark.slow
@pytest.mark.usefixtures("cluster")
def test_the_creation_of_a_server_is_measured_and_nothing_is_left() -> None:
    data = servers.test_server().data
    before = set(data.parent.glob(f"{data.name}*"))

    measurement = server_speed.measure(2)

    assert min(*measurement.values, *measurement.peer_values) > 0
    assert set(data.parent.glob(f"{data.name}*")) == before


@pytest.mark.slow
@pytest.mark.usefixtures("database")
def test_a_save_is_measured_until_the_new_response() -> None:
    (measurement,) = reload_speed.measure(1)
    assert len(measurement.values) == len(measurement.peer_values) == 1


def make_part(*measurements: Measurement, error: str = "") -> object:
    def part(_runs: int, _rows: int) -> list[Measurement]:
        if error:
            raise WorkspaceError(error)
        return list(measurements)

    return part


@pytest.fixture
def parts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the parts by two, of which one fails."""
    quick = Measurement("a thing", "s", (2.0,), "another", (1.0,), 3.0)
    monkeypatch.setattr(report, "FILE", folder / "benchmarks.md")
    for name in list(PARTS):
        monkeypatch.delitem(PARTS, name)
    monkeypatch.setitem(PARTS, "good", make_part(quick))
    monkeypatch.setitem(PARTS, "bad", make_part(error="no server"))


@pytest.mark.usefixtures("parts")
def test_a_failing_part_does_not_prevent_the_report_of_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(Exit, match="inv: bad could not be measured: no server"):
        bench(Context(), save=True)

    assert "a thing" in capsys.readouterr().out
    assert report.saved_ratios() == {("a thing", "another"): 2.0}


@pytest.mark.usefixtures("parts")
def test_a_regression_is_reported_as_an_error() -> None:
    report.FILE.write_text(report.markdown([Measurement("a thing", "s", (1.0,), "another", (1.0,))]), "utf-8")
    with pytest.raises(
        Exit, match=r"slower than the saved results by more than a third: a thing: 2\.00 of another"
    ):
        bench(Context(), part="good")


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"part": "nonsense"}, "unknown part nonsense: use one of good, bad, or leave it out to run all"),
        ({"part": "good", "save": True}, "--save needs all benchmarks: leave the part out"),
        ({"runs": "0"}, "^inv: --runs 0 must be a positive number"),
    ],
)
def test_invalid_options_are_refused(options: dict[str, str], message: str) -> None:
    with pytest.raises(Exit, match=message):
        bench(Context(), **options)
