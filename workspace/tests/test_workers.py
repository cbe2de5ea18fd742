"""How many processes pytest starts, and what it knows of the last run."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from workspace import project, workers


@pytest.mark.parametrize(
    ("seconds", "cores", "processes"),
    [
        (0.0, 8, 0),
        (1.9, 2, 0),
        (2.1, 2, 2),
        (2.0, 8, 8),
        (1.1, 8, 0),
        (60.0, 4, 4),
        (600.0, 1, 0),
    ],
)
def test_workers_are_started_when_the_work_pays_for_them(seconds: float, cores: int, processes: int) -> None:
    assert workers.best(seconds, cores) == processes


def test_a_suite_is_as_long_as_its_files_were_in_the_last_run(folder: Path) -> None:
    (folder / "test_a.py").write_text("def test_one(): ...\n", "utf-8")
    (folder / "test_b.py").write_text("def test_one(): ...\n    def test_two(): ...\n", "utf-8")
    (folder / "other.py").write_text("def test_none(): ...\n", "utf-8")
    workers.RECORD.write_text(json.dumps({str(folder / "test_a.py"): 2.5, "gone.py": 9}), "utf-8")
    assert workers.expected_seconds([str(folder)]) == pytest.approx(2.5 + 2 * workers.UNKNOWN_TEST)
    assert workers.expected_seconds([str(folder), str(folder / "test_a.py")]) == pytest.approx(2.54)
    assert workers.expected_seconds([str(folder / "no_such.py")]) == 0


@pytest.mark.parametrize("text", ["", "{", "\x00"])
def test_a_damaged_record_is_as_good_as_none(text: str) -> None:
    workers.RECORD.write_text(text, "utf-8")
    assert workers.recorded() == {}


def test_a_run_is_recorded_a_file_at_a_time_beside_earlier_ones() -> None:
    workers.RECORD.write_text(json.dumps({"a.py": 9, "b.py": 1}), "utf-8")
    recorder = workers.Recorder()
    for node, seconds in (("a.py::test_one", 0.5), ("a.py::test_two", 0.25), ("c.py::test_one", 2)):
        recorder.pytest_runtest_logreport(report(node, seconds))
    recorder.pytest_sessionfinish()
    assert workers.recorded() == {"a.py": 0.75, "b.py": 1, "c.py": 2}


def report(node: str, seconds: float) -> pytest.TestReport:
    return pytest.TestReport(node, ("", None, ""), {}, "passed", None, "call", duration=seconds)


def config(*args: str, keyword: str = "", usepdb: bool = False) -> pytest.Config:
    option = SimpleNamespace(keyword=keyword, markexpr="", usepdb=usepdb)
    plugins = pytest.PytestPluginManager()
    return SimpleNamespace(args=list(args), option=option, pluginmanager=plugins)  # type: ignore[return-value]


@pytest.mark.parametrize(
    "described", [config("a", keyword="one"), config("a", usepdb=True), config("a.py::test_one")]
)
def test_a_few_chosen_tests_run_in_one_process(described: pytest.Config) -> None:
    assert workers.pytest_xdist_auto_num_workers(described) == 0


def test_the_hook_counts_the_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    (folder / "test_a.py").write_text("def test_one(): ...\n", "utf-8")
    assert workers.pytest_xdist_auto_num_workers(config(str(folder))) == 0
    workers.RECORD.write_text(json.dumps({str(folder / "test_a.py"): 60}), "utf-8")
    assert workers.pytest_xdist_auto_num_workers(config(str(folder))) == 4


def test_two_folders_of_tests_record_one_run() -> None:
    described = config("a", "b")
    workers.pytest_configure(described)
    workers.pytest_configure(described)
    assert described.pluginmanager.has_plugin(workers.RECORDER)


def test_a_filtered_run_is_not_recorded() -> None:
    described = config("a", keyword="one")
    workers.pytest_configure(described)
    assert not described.pluginmanager.has_plugin(workers.RECORDER)


def test_files_are_known_by_their_place_in_the_checkout(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(project, "ROOT", folder)
    (folder / "test_a.py").write_text("", "utf-8")
    workers.RECORD.write_text(json.dumps({"test_a.py": 3}), "utf-8")
    assert workers.expected_seconds([str(folder)]) == 3
