"""The files of the front end that changed since a suite last passed."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from headstart.core import project, state_file
from headstart.testing.affected import files

# Vitest knows the tests that import a file of the source, but not the files that affect all tests.
SOURCE = "frontend/src/"
TEST_SETUP = "frontend/src/testing/"
SPEC = ".spec.ts"


@dataclass(frozen=True)
class SuiteFiles:
    """The current digests of the files of a suite."""

    suite: str
    digests: dict[str, str]

    @classmethod
    def scan(cls, folder: str, suite: str) -> Self:
        """Scan a folder."""
        current = files.scan({}, folder)
        return cls(suite, {path: file.parts[""] for path, file in current.items()})

    def changed(self) -> set[str] | None:
        """Return the files changed, added or deleted since the suite passed; None if it never did."""
        try:
            before: dict[str, str] = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        paths = before.keys() | self.digests.keys()
        return {path for path in paths if before.get(path) != self.digests.get(path)}

    def save(self) -> None:
        """Record that the suite passes with these files."""
        state_file.write(self._path, self.digests)

    @property
    def _path(self) -> Path:
        return project.STATE / f"affected-{self.suite}.json"


def component_files() -> SuiteFiles:
    """Return the files of Vitest's tests and of the code they test."""
    suite = SuiteFiles.scan("frontend", "components")
    digests = {path: digest for path, digest in suite.digests.items() if "/e2e/" not in path}
    return SuiteFiles(suite.suite, digests)


def end_to_end_files() -> SuiteFiles:
    """Return the files of the tests in a browser, without the files of the application."""
    return SuiteFiles.scan("frontend/e2e", "journeys")


def vitest_args(current: SuiteFiles) -> list[str] | None:
    """Return the arguments with which Vitest runs the affected tests; None if nothing changed."""
    changed = current.changed()
    if changed is not None and not changed:
        return None
    if changed is None or not all(_is_source(path) and path in current.digests for path in changed):
        return ["run"]
    names = sorted(path.removeprefix("frontend/") for path in changed)
    return ["related", "--run", "--passWithNoTests", *names]


def playwright_args(current: SuiteFiles) -> list[str] | None:
    """Return the arguments with which Playwright runs the changed tests; None if nothing changed."""
    changed = current.changed()
    if changed is not None and not changed:
        return None
    if changed is None or not all(path.endswith(SPEC) for path in changed):
        return []
    return sorted(path.removeprefix("frontend/") for path in changed if path in current.digests) or None


def _is_source(path: str) -> bool:
    return path.startswith(SOURCE) and not path.startswith(TEST_SETUP)
