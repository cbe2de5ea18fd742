"""pytest's part: runs the tests that a change can affect, and writes down what each one used.

In each process it watches; the one that was started first decides what changed, and writes.
"""

from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from headstart.testing.affected import files, imports, record
from headstart.testing.affected.files import ROOT
from headstart.testing.affected.tracing import Tracer, Use

# pytest itself reads them, or loads what they name.
ALWAYS = frozenset({"pyproject.toml", "poetry.lock"})
NAME = "workspace-affected"
LISTED = 3

Fixture = pytest.FixtureDef[Any]


def pytest_configure(config: pytest.Config) -> None:
    """Begin to watch."""
    tracer = Tracer()
    config.pluginmanager.register(Watch(config, tracer), NAME)
    tracer.start()


class Watch:
    """One process of a run."""

    def __init__(self, config: pytest.Config, tracer: Tracer) -> None:
        self.tracer = tracer
        self.loading = tracer.use
        self.fixtures: defaultdict[Fixture, Use] = defaultdict(Use)
        self.tests: dict[str, tuple[Use, list[Fixture]]] = {}
        self.passed: set[str] = set()
        self.used: dict[str, list[str]] = {}
        self.there: set[str] = set()
        self.input: dict[str, Any] = getattr(config, "workerinput", {})
        if not self.input:
            self.record = record.read()
            self.now = files.found(self.record.files)
            self.affected = self.record.affected(files.changes(self.record.files, self.now))

    def pytest_report_header(self) -> str:
        """Say how many tests are affected by what."""
        if self.input or not self.record.tests:
            return "nothing is known of an earlier run: all tests are run, and what each one uses is noted"
        changed = self.record.changed(self.now)
        more = f" and {len(changed) - LISTED} more" if len(changed) > LISTED else ""
        cause = ", ".join(changed[:LISTED]) or "what changed before they failed"
        return f"{len(self.affected)} of {len(self.record.tests)} tests can be affected by {cause}{more}"

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell a worker which tests are not affected: it need not find out, and all agree."""
        node.workerinput["unaffected"] = sorted(self.record.tests.keys() - self.affected)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Leave out what nothing can have affected."""
        if not any("::" in word for word in config.args):  # else a file shows only some of its tests
            self.there = {item.nodeid for item in items}
        unaffected = self.input.get("unaffected")
        left_out = set(self.record.tests.keys() - self.affected if unaffected is None else unaffected)
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid in left_out])
        items[:] = [item for item in items if item.nodeid not in left_out]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Note what a test uses, and which fixtures it shares with others."""
        use = Use()
        before = self.tracer.exchange(use)
        try:
            return (yield)
        finally:
            self.tracer.exchange(before)
            shared = [
                fixture
                for fixtures in getattr(item, "_fixtureinfo").name2fixturedefs.values()  # noqa: B009 - pytest's own
                for fixture in fixtures
                if fixture.scope != "function"
            ]
            self.tests[item.nodeid] = (use, shared)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Fixture) -> Generator[None, object, object]:
        """Note what a fixture uses that is not made for one test alone."""
        if fixturedef.scope == "function":
            return (yield)
        before = self.tracer.exchange(self.fixtures[fixturedef])
        try:
            return (yield)
        finally:
            self.tracer.exchange(before)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note whether it passed; the first process is told of all."""
        if report.failed:
            self.passed.discard(report.nodeid)
        elif report.when == "call" or report.skipped:
            self.passed.add(report.nodeid)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a worker's tests used, and which tests there are."""
        output = getattr(node, "workeroutput", {})
        self.used |= output.get("used", {})
        self.there |= set(output.get("there", ()))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand over what was used, or write it down."""
        self.tracer.exchange(Use())
        # What is loaded for whom is read from the import statements: which came first is chance. pytest
        # lists folders too.
        loading = {word for word in self.loading.all() if not word.endswith((".py", "::", "/"))}
        for test, (use, fixtures) in self.tests.items():
            words = set().union(use.all(), *(self.fixtures[fixture].all() for fixture in fixtures))
            self.used[test] = sorted(_completed(test, words | loading))
        if self.input:
            session.config.workeroutput |= {"used": self.used, "there": sorted(self.there)}  # type: ignore[attr-defined]
        else:
            self._write()

    def _write(self) -> None:
        known = self.record
        known.tests |= {test: frozenset(used) for test, used in self.used.items()}
        ran = self.used.keys() & self.passed
        known.due = (self.affected | self.used.keys()) - ran
        known.files = self.now
        known.forget_all_but(self.there)
        record.write(known)


def _completed(test: str, words: set[str]) -> set[str]:
    """Add the modules that are loaded for a test, and the files that decide how it is run."""
    own = record.file_of(test)
    conftests = [str(folder / "conftest.py") for folder in Path(own).parents]
    functions = {word.partition("::")[0] for word in words if "::" in word}
    there = [path for path in (own, *conftests) if (ROOT / path).exists()]
    loaded = {path if path.endswith("/") else f"{path}::" for path in imports.closure([*functions, *there])}
    return words | loaded | ALWAYS | set(conftests)
