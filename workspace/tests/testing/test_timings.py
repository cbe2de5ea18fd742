"""Timings: the durations of tests in their last run, and the overhead of runs."""

import json
from types import SimpleNamespace

import pytest

from headstart.testing import timings
from headstart.testing.timings import Recorder


def config(*plugins: str, marks: str = "not slow") -> pytest.Config:
    manager = SimpleNamespace(has_plugin=lambda name: name in plugins)
    return SimpleNamespace(  # type: ignore[return-value]
        pluginmanager=manager, option=SimpleNamespace(markexpr=marks)
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
    record(Recorder(config("headstart.testing.affected.plugin")), a__one=0.5)
    assert timings.load_timings() == {"a.py::one": 0.5, "a.py::two": 3}


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
