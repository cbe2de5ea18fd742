"""The tests that run after a change: those that may be affected, and no others."""

from collections.abc import Callable
from pathlib import Path

import pytest

from headstart.testing.affected import files, record
from tests.testing.affected.sample_project import SampleProject

PRICES = "backend/shop/prices.py"
ALL = {
    *("test_net", "test_till", "test_first_price", "test_second_price"),
    *("test_rows", "test_listing", "test_program", "test_alone"),
}
Change = Callable[[SampleProject], None]


@pytest.fixture(scope="module")
def recorded_sample(tmp_path_factory: pytest.TempPathFactory) -> SampleProject:
    sample = SampleProject.write(tmp_path_factory.mktemp("sample"))
    assert sample.run("backend/tests", "-n", "2") == (0, ALL)
    return sample


@pytest.fixture
def sample(recorded_sample: SampleProject, folder: Path) -> SampleProject:
    return recorded_sample.copy(folder / "sample")


def replace(path: str, old: str, new: str) -> Change:
    return lambda sample: sample.change(path, old, new)


def write(path: str) -> Change:
    return lambda sample: sample.write_file(path, "X = 1\n")


def remove(path: str) -> Change:
    return lambda sample: (sample.root / path).unlink()


PRICE_TESTS = {"test_first_price", "test_second_price"}
OTHER_TESTS = {"test_rows", "test_listing", "test_program", "test_alone"}

CHANGES = {
    "a function: the tests that ran it, and the one of a program that loads it": (
        replace(PRICES, "return price\n", "return +price\n"),
        {"test_net", "test_till", "test_program"},
    ),
    "a method": (replace(PRICES, "net(3)", "net(+3)"), {"test_till", "test_program"}),
    "a function of a shared fixture, which ran once for two tests": (
        replace(PRICES, "price * RATE", "RATE * price"),
        PRICE_TESTS | {"test_program"},
    ),
    "a constant: all tests that load the module, here in their conftest": (
        replace(PRICES, "RATE = 2", "RATE = 1 + 1"),
        ALL,
    ),
    "a comment": (replace(PRICES, "RATE = 2", "RATE = 2  # times"), set()),
    "a data file": (replace("backend/rows.csv", "1", "2"), {"test_rows"}),
    "a new module in a package that loads all of its modules": (
        write("backend/shop/plugins/cash.py"),
        OTHER_TESTS,
    ),
    "a deleted module": (remove("backend/shop/plugins/card.py"), OTHER_TESTS),
    "an unused file": (replace("backend/unused.py", "1", "2"), set()),
    "the fixtures": (write("backend/tests/conftest.py"), ALL),
    "a new conftest": (write("conftest.py"), ALL),
    "a test": (replace("backend/tests/test_others.py", "assert True", "assert 1"), {"test_alone"}),
    "a library": (replace("poetry.lock", "# ", "#  "), ALL),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_affects(change: str, sample: SampleProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ROOT", sample.root)
    monkeypatch.setattr(record, "RECORD_FILE", sample.root / ".workspace" / "affected-tests.json")
    known = record.read()
    apply, tests = CHANGES[change]
    apply(sample)
    affected = known.affected(files.changed_dependencies(known.files, files.scan(known.files)))
    assert {test.partition("::")[2] for test in affected} == tests
    assert set(record.affected_paths(["backend/tests"])) >= {record.file_of(test) for test in affected}


@pytest.mark.slow
def test_a_failed_test_runs_until_it_passes_and_a_new_one_runs(sample: SampleProject) -> None:
    sample.change(PRICES, "net(3)", "net(4)")
    assert sample.run() == (1, {"test_till", "test_program"})
    assert sample.run() == (1, {"test_till"})
    sample.change(PRICES, "net(4)", "net(3)")
    sample.change(
        "backend/tests/test_others.py", "def test_alone", "def test_new():\n    ...\n\ndef test_alone"
    )
    assert sample.run("backend/tests", "-n", "2") == (0, {"test_till", "test_program", "test_new"})
    assert sample.run() == (5, set())


def test_a_run_of_other_tests_keeps_a_failed_test_due(sample: SampleProject) -> None:
    sample.change(PRICES, "net(3)", "net(4)")
    sample.run("backend/tests/test_others.py", "-n", "0")
    assert sample.run() == (1, {"test_till"})


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_deleted_test_is_removed(
    workers: str, sample: SampleProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "RECORD_FILE", sample.root / ".workspace" / "affected-tests.json")
    sample.change("backend/tests/test_others.py", "test_alone", "test_renamed")
    assert sample.run("backend/tests", "-n", workers) == (0, {"test_renamed"})
    known = record.read()
    assert not known.due
    assert {test.partition("::")[2] for test in known.tests} == ALL - {"test_alone"} | {"test_renamed"}


def test_tests_of_a_file_that_does_not_load_are_kept(
    sample: SampleProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "RECORD_FILE", sample.root / ".workspace" / "affected-tests.json")
    sample.write_file("backend/shop/plugins/__init__.py", "names =\n")
    sample.run("backend/tests/test_others.py", "-n", "0", code=2)
    assert {test.partition("::")[2] for test in record.read().tests} == ALL
    sample.write_file("backend/shop/plugins/__init__.py", "def names():\n    return [1]\n")
    assert sample.run() == (0, OTHER_TESTS)


def test_a_run_of_one_test_keeps_the_others_of_its_file(sample: SampleProject) -> None:
    sample.change(PRICES, "net(3)", "net(+3)")
    assert sample.run("backend/tests/test_prices.py::test_net", "-n", "0") == (5, set())
    assert sample.run() == (0, {"test_till", "test_program"})


@pytest.mark.parametrize("text", ["", "{}", '{"kind": 1}', "\x00"])
@pytest.mark.slow
def test_a_damaged_record_is_ignored(text: str, sample: SampleProject) -> None:
    (sample.root / ".workspace" / "affected-tests.json").write_text(text, "utf-8")
    assert sample.run() == (0, ALL)
