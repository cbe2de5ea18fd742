"""The number of processes pytest starts."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from headstart.core import project
from headstart.testing import timings, workers
from headstart.testing.workers import DEFAULT_DURATION


@pytest.mark.parametrize(
    ("seconds", "cores", "processes"),
    [
        (0.0, 8, 0),
        (4.6, 2, 0),
        (4.8, 2, 2),
        (2.4, 8, 8),
        (2.2, 8, 0),
        (60.0, 4, 4),
        (600.0, 1, 0),
    ],
)
def test_workers_are_started_for_long_suites(seconds: float, cores: int, processes: int) -> None:
    assert workers.best_number(seconds, cores, {}) == processes


@pytest.mark.parametrize(
    ("costs", "processes"),
    [({"0": 1, "2": 1.5}, 2), ({"0": 1, "2": 9}, 0), ({"2": 1.1}, 0), ({"0": 3, "2": 1}, 2)],
)
def test_the_overhead_of_workers_is_learned_from_runs(costs: dict[str, float], processes: int) -> None:
    assert workers.best_number(2.0, 2, costs) == processes


def test_the_duration_of_a_suite_is_that_of_its_files_in_the_last_run(folder: Path) -> None:
    (folder / "test_a.py").write_text("def test_one(): ...\n", "utf-8")
    (folder / "test_b.py").write_text("def test_one(): ...\n    def test_two(): ...\n", "utf-8")
    (folder / "other.py").write_text("def test_none(): ...\n", "utf-8")
    timings.TIMINGS_FILE.write_text(
        json.dumps(
            {f"{folder}/test_a.py::test_one": 1.5, f"{folder}/test_a.py::test_two": 1, "gone.py::a": 9}
        ),
        "utf-8",
    )
    assert workers.expected_seconds([str(folder)]) == pytest.approx(2.5 + 2 * DEFAULT_DURATION)
    assert workers.expected_seconds([str(folder), str(folder / "test_a.py")]) == pytest.approx(2.54)
    assert workers.expected_seconds([str(folder / "no_such.py")]) == 0


def config(*args: str, keyword: str = "", usepdb: bool = False) -> pytest.Config:
    option = SimpleNamespace(keyword=keyword, markexpr="", usepdb=usepdb)
    plugins = pytest.PytestPluginManager()
    return SimpleNamespace(
        args=list(args), option=option, pluginmanager=plugins, getoption=lambda _name, default: default
    )  # type: ignore[return-value]


def test_only_selected_tests_are_counted(folder: Path) -> None:
    (folder / "test_a.py").write_text("def test_one(): ...\n", "utf-8")
    one, two = f"{folder}/test_a.py::test_one", f"{folder}/test_a.py::test_two"
    timings.TIMINGS_FILE.write_text(json.dumps({one: 1.5, two: 60}), "utf-8")
    assert workers.expected_seconds([str(folder)], {one}) == 1.5


@pytest.mark.parametrize(
    "selection", [config("a", keyword="one"), config("a", usepdb=True), config("a.py::test_one")]
)
def test_a_selection_of_tests_runs_in_one_process(selection: pytest.Config) -> None:
    assert workers.pytest_xdist_auto_num_workers(selection) == 0


def test_the_hook_uses_the_timings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    (folder / "test_a.py").write_text("def test_one(): ...\n", "utf-8")
    assert workers.pytest_xdist_auto_num_workers(config(str(folder))) == 0
    timings.TIMINGS_FILE.write_text(json.dumps({f"{folder}/test_a.py::test_one": 60}), "utf-8")
    assert workers.pytest_xdist_auto_num_workers(config(str(folder))) == 4


def test_two_folders_of_tests_are_recorded_as_one_run() -> None:
    selection = config("a", "b")
    workers.pytest_configure(selection)
    workers.pytest_configure(selection)
    assert selection.pluginmanager.has_plugin(timings.PLUGIN_NAME)


def test_a_filtered_run_is_not_recorded() -> None:
    selection = config("a", keyword="one")
    workers.pytest_configure(selection)
    assert not selection.pluginmanager.has_plugin(timings.PLUGIN_NAME)


def test_timings_of_files_are_found_by_their_path_in_the_checkout(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(project, "ROOT", folder)
    (folder / "test_a.py").write_text("", "utf-8")
    timings.TIMINGS_FILE.write_text(json.dumps({"test_a.py::test_one": 3}), "utf-8")
    assert workers.expected_seconds([str(folder)]) == 3
