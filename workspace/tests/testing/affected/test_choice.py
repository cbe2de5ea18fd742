"""Which tests run after a change: those that can be affected, and no others."""

from collections.abc import Callable
from pathlib import Path

import pytest

from headstart.testing.affected import files, record
from tests.testing.affected.samples import Sample

PRICES = "backend/shop/prices.py"
ALL = {
    *("test_net", "test_till", "test_first_priced", "test_second_priced"),
    *("test_rows", "test_listing", "test_program", "test_alone"),
}
Change = Callable[[Sample], None]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    sample = Sample.write(tmp_path_factory.mktemp("sample"))
    assert sample.run("backend/tests", "-n", "2") == (0, ALL)
    return sample


@pytest.fixture
def sample(recorded: Sample, folder: Path) -> Sample:
    return recorded.copy(folder / "sample")


def replaced(path: str, old: str, new: str) -> Change:
    return lambda sample: sample.change(path, old, new)


def written(path: str) -> Change:
    return lambda sample: sample.write_file(path, "X = 1\n")


def removed(path: str) -> Change:
    return lambda sample: (sample.root / path).unlink()


PRICED = {"test_first_priced", "test_second_priced"}
OTHERS = {"test_rows", "test_listing", "test_program", "test_alone"}

CHANGES = {
    "a function: who ran it, and the program that loads it": (
        replaced(PRICES, "return price\n", "return +price\n"),
        {"test_net", "test_till", "test_program"},
    ),
    "a method": (replaced(PRICES, "net(3)", "net(+3)"), {"test_till", "test_program"}),
    "what a shared fixture ran, once, for two tests": (
        replaced(PRICES, "price * RATE", "RATE * price"),
        PRICED | {"test_program"},
    ),
    "a constant: all for whom the module is loaded, here by their conftest": (
        replaced(PRICES, "RATE = 2", "RATE = 1 + 1"),
        ALL,
    ),
    "a comment": (replaced(PRICES, "RATE = 2", "RATE = 2  # times"), set()),
    "data that is read": (replaced("backend/rows.csv", "1", "2"), {"test_rows"}),
    "a new module in a package that loads all it has": (written("backend/shop/plugins/cash.py"), OTHERS),
    "one that is gone": (removed("backend/shop/plugins/card.py"), OTHERS),
    "what nobody uses": (replaced("backend/unused.py", "1", "2"), set()),
    "the fixtures": (written("backend/tests/conftest.py"), ALL),
    "fixtures where there were none": (written("conftest.py"), ALL),
    "a test": (replaced("backend/tests/test_others.py", "assert True", "assert 1"), {"test_alone"}),
    "a library": (replaced("poetry.lock", "# ", "#  "), ALL),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_affects(what: str, sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ROOT", sample.root)
    monkeypatch.setattr(record, "RECORD", sample.root / ".workspace" / "affected-tests.json")
    known = record.read()
    change, tests = CHANGES[what]
    change(sample)
    affected = known.affected(files.changes(known.files, files.found(known.files)))
    assert {test.partition("::")[2] for test in affected} == tests
    assert set(record.choose(["backend/tests"])) >= {record.file_of(test) for test in affected}


def test_a_test_that_failed_runs_until_it_passes_and_a_new_one_runs(sample: Sample) -> None:
    sample.change(PRICES, "net(3)", "net(4)")
    assert sample.run() == (1, {"test_till", "test_program"})
    assert sample.run() == (1, {"test_till"})
    sample.change(PRICES, "net(4)", "net(3)")
    sample.change(
        "backend/tests/test_others.py", "def test_alone", "def test_new():\n    ...\n\ndef test_alone"
    )
    assert sample.run("backend/tests", "-n", "2") == (0, {"test_till", "test_program", "test_new"})
    assert sample.run() == (5, set())


def test_a_run_of_other_tests_does_not_forget_that_one_is_due(sample: Sample) -> None:
    sample.change(PRICES, "net(3)", "net(4)")
    sample.run("backend/tests/test_others.py", "-n", "0")
    assert sample.run() == (1, {"test_till"})


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_test_that_is_gone_is_forgotten(
    workers: str, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "RECORD", sample.root / ".workspace" / "affected-tests.json")
    sample.change("backend/tests/test_others.py", "test_alone", "test_renamed")
    assert sample.run("backend/tests", "-n", workers) == (0, {"test_renamed"})
    known = record.read()
    assert not known.due
    assert {test.partition("::")[2] for test in known.tests} == ALL - {"test_alone"} | {"test_renamed"}


def test_tests_of_a_file_that_does_not_load_are_not_forgotten(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "RECORD", sample.root / ".workspace" / "affected-tests.json")
    sample.write_file("backend/shop/plugins/__init__.py", "names =\n")
    sample.run("backend/tests/test_others.py", "-n", "0", code=2)
    assert {test.partition("::")[2] for test in record.read().tests} == ALL
    sample.write_file("backend/shop/plugins/__init__.py", "def names():\n    return [1]\n")
    assert sample.run() == (0, OTHERS)


def test_a_run_of_one_test_does_not_forget_the_others_of_its_file(sample: Sample) -> None:
    sample.change(PRICES, "net(3)", "net(+3)")
    assert sample.run("backend/tests/test_prices.py::test_net", "-n", "0") == (5, set())
    assert sample.run() == (0, {"test_till", "test_program"})


@pytest.mark.parametrize("text", ["", "{}", '{"kind": 1}', "\x00"])
def test_a_damaged_record_is_as_good_as_none(text: str, sample: Sample) -> None:
    (sample.root / ".workspace" / "affected-tests.json").write_text(text, "utf-8")
    assert sample.run() == (0, ALL)
