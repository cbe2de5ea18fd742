"""Timings: the durations of tests in their last run, and the overhead of runs."""

import json
from types import SimpleNamespace

import pytest

from headstart.testing import timings
from headstart.testing.timings import Recorder


def config(shard: str | None = None, *plugins: str, marks: str = "not slow") -> pytest.Config:
    manager = SimpleNamespace(has_plugin=lambda name: name in plugins)
    return SimpleNamespace(  # type: ignore[return-value]
        getoption=lambda _name, _default: shard, pluginmanager=manager, option=SimpleNamespace(markexpr=marks)
    )


def record(recorder: Recorder, **seconds: float) -> None:
    """Finish a run in which tests took some seconds."""
    for name, duration in seconds.items():
        file, _, test = name.partition("__")
        node = f"{file}.py::{test}"
        for phase in (duration / 4, duration * 3 / 4):
            recorder.pytest_runtest_logreport(
                pytest.TestReport(node, ("", None, ""), {}, "passed", None, "call", duration=phase)
            )
    recorder.pytest_sessionfinish()


def write(**values: float) -> None:
    timings.TIMINGS_FILE.write_text(
        json.dumps({name.replace("__", ".py::"): value for name, value in values.items()})
    )


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00"])
def test_a_damaged_file_is_ignored(text: str) -> None:
    timings.TIMINGS_FILE.write_text(text, "utf-8")
    assert timings.load_timings() == {}


def test_a_whole_run_replaces_the_timings_of_its_files_and_keeps_others() -> None:
    write(a__one=9, a__gone=9, b__one=1)
    record(Recorder(config()), a__one=0.5, c__one=2)
    assert timings.load_timings() == {"a.py::one": 0.5, "b.py::one": 1, "c.py::one": 2}


def test_a_run_of_marked_tests_keeps_the_others_of_its_files() -> None:
    write(a__one=9, a__two=3)
    record(Recorder(config(marks="slow")), a__one=0.5)
    assert timings.load_timings() == {"a.py::one": 0.5, "a.py::two": 3}


def test_a_run_of_affected_tests_keeps_the_others_of_its_files() -> None:
    write(a__one=9, a__two=3)
    record(Recorder(config(None, "headstart.testing.affected.plugin")), a__one=0.5)
    assert timings.load_timings() == {"a.py::one": 0.5, "a.py::two": 3}


def files() -> set[str]:
    return {path.name for path in timings.TIMINGS_FILE.parent.glob("test-seconds*")}


def test_timings_of_shards_are_merged_when_all_are_there() -> None:
    write(a__one=9, c__one=1)
    record(Recorder(config("2/2")), b__one=2)
    record(Recorder(config("1/4")), b__one=7)
    timings.merge_shards()
    # Both shards of a run must be divided by the same timings.
    assert timings.load_timings() == {"a.py::one": 9, "c.py::one": 1}
    record(Recorder(config("1/2")), a__one=1)
    assert timings.load_timings() == {"a.py::one": 9, "c.py::one": 1}
    timings.merge_shards()
    assert timings.load_timings() == {"a.py::one": 1, "b.py::one": 2, "c.py::one": 1}
    assert files() == {"test-seconds.json", "test-seconds-1-of-4.json"}


def test_a_whole_run_replaces_the_timings_of_earlier_shards() -> None:
    record(Recorder(config("1/1")), a__one=1)
    record(Recorder(config()), a__one=3)
    timings.merge_shards()
    assert timings.load_timings() == {"a.py::one": 3}
    assert files() == {"test-seconds.json"}


def test_the_overhead_of_runs_is_recorded_by_the_number_of_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 5.0, 10.0, 12.0, 20.0, 26.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    record(Recorder(config()), a__one=4)
    assert timings.load_costs() == {"0": 1}
    for seconds in (2, 4):
        recorder = Recorder(config())
        for _ in range(2):
            recorder.pytest_configure_node()
        record(recorder, a__one=seconds)
    assert timings.load_costs() == {"0": 1, "2": (1 + 4) / 2}
