"""The pytest plugin that runs affected tests, and records the dependencies of each.

It traces in every process; the main process determines the changes, and writes the record.
"""

from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from headstart.testing.affected import files, imports, record
from headstart.testing.affected.files import ROOT
from headstart.testing.affected.tracing import Tracer, Usage

# Dependencies of all tests: pytest reads them, or loads the packages they name.
ALWAYS = frozenset({"pyproject.toml", "poetry.lock"})
NAME = "workspace-affected"
MAX_LISTED = 3

Fixture = pytest.FixtureDef[Any]


def pytest_configure(config: pytest.Config) -> None:
    """Start tracing."""
    tracer = Tracer()
    config.pluginmanager.register(Watch(config, tracer), NAME)
    tracer.start()


class Watch:
    """The tracing of one process of a run."""

    def __init__(self, config: pytest.Config, tracer: Tracer) -> None:
        self.tracer = tracer
        self.loading = tracer.usage
        self.fixtures: defaultdict[Fixture, Usage] = defaultdict(Usage)
        self.tests: dict[str, tuple[Usage, list[Fixture]]] = {}
        self.passed: set[str] = set()
        self.dependencies: dict[str, list[str]] = {}
        self.collected: set[str] = set()
        self.input: dict[str, Any] = getattr(config, "workerinput", {})
        if not self.input:
            self.record = record.read()
            self.current_files = files.scan(self.record.files)
            self.affected = self.record.affected(
                files.changed_dependencies(self.record.files, self.current_files)
            )

    def pytest_report_header(self) -> str:
        """Return the number of affected tests and the changed files."""
        if self.input or not self.record.tests:
            return "no record of an earlier run: running all tests, to record their dependencies"
        changed = self.record.changed_files(self.current_files)
        more = f" and {len(changed) - MAX_LISTED} more" if len(changed) > MAX_LISTED else ""
        cause = ", ".join(changed[:MAX_LISTED]) or "changes before their last failure"
        return f"{len(self.affected)} of {len(self.record.tests)} tests may be affected by {cause}{more}"

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell a worker the unaffected tests, so that all workers agree."""
        node.workerinput["unaffected"] = sorted(self.record.tests.keys() - self.affected)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Deselect unaffected tests."""
        if not any("::" in arg for arg in config.args):  # otherwise, a file may have more tests
            self.collected = {item.nodeid for item in items}
        unaffected = self.input.get("unaffected")
        deselected = set(self.record.tests.keys() - self.affected if unaffected is None else unaffected)
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid in deselected])
        items[:] = [item for item in items if item.nodeid not in deselected]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Record the usage of a test, and the fixtures it shares with others."""
        usage = Usage()
        previous = self.tracer.exchange(usage)
        try:
            return (yield)
        finally:
            self.tracer.exchange(previous)
            shared = [
                fixture
                for fixtures in getattr(item, "_fixtureinfo").name2fixturedefs.values()  # noqa: B009 - private in pytest
                for fixture in fixtures
                if fixture.scope != "function"
            ]
            self.tests[item.nodeid] = (usage, shared)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Fixture) -> Generator[None, object, object]:
        """Record the usage of a fixture that tests share."""
        if fixturedef.scope == "function":
            return (yield)
        previous = self.tracer.exchange(self.fixtures[fixturedef])
        try:
            return (yield)
        finally:
            self.tracer.exchange(previous)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Record whether a test passed; the main process receives all reports."""
        if report.failed:
            self.passed.discard(report.nodeid)
        elif report.when == "call" or report.skipped:
            self.passed.add(report.nodeid)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Add the dependencies of a worker's tests, and the tests it collected."""
        output = getattr(node, "workeroutput", {})
        self.dependencies |= output.get("dependencies", {})
        self.collected |= set(output.get("collected", ()))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Send the dependencies to the main process, or write the record."""
        self.tracer.exchange(Usage())
        # Not modules, which are loaded only once: the import statements tell the modules of each test. And
        # not folders, which pytest lists.
        loading = {name for name in self.loading.dependencies() if not name.endswith((".py", "::", "/"))}
        for test, (usage, fixtures) in self.tests.items():
            usages = [usage, *(self.fixtures[fixture] for fixture in fixtures)]
            dependencies = set().union(*(each.dependencies() for each in usages))
            self.dependencies[test] = sorted(_complete(test, dependencies | loading))
        if self.input:
            output = {"dependencies": self.dependencies, "collected": sorted(self.collected)}
            session.config.workeroutput |= output  # type: ignore[attr-defined]
        else:
            self._write()

    def _write(self) -> None:
        self.record.tests |= {test: frozenset(names) for test, names in self.dependencies.items()}
        passed = self.dependencies.keys() & self.passed
        self.record.due = (self.affected | self.dependencies.keys()) - passed
        self.record.files = self.current_files
        self.record.remove_missing(self.collected)
        record.write(self.record)


def _complete(test: str, dependencies: set[str]) -> set[str]:
    """Add the modules loaded for a test, and the files that configure it."""
    file = record.file_of(test)
    conftests = [str(folder / "conftest.py") for folder in Path(file).parents]
    files_run = {name.partition("::")[0] for name in dependencies if "::" in name}
    existing = [path for path in (file, *conftests) if (ROOT / path).exists()]
    loaded = {
        path if path.endswith("/") else f"{path}::" for path in imports.closure([*files_run, *existing])
    }
    return dependencies | loaded | ALWAYS | set(conftests)
