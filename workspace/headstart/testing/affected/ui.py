"""Which files of the front end changed since a suite of it last passed."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from headstart.core import project, state_file
from headstart.testing.affected import files

# Vitest knows which tests import a file; what is in force for all tests, nobody imports.
IMPORTED = "frontend/src/"
FOR_ALL = "frontend/src/testing/"
SPEC = ".spec.ts"


@dataclass(frozen=True)
class Files:
    """The digests of a suite's files, as they are now."""

    suite: str
    digests: dict[str, str]

    @classmethod
    def under(cls, folder: str, suite: str) -> Self:
        """Look at the files of a folder."""
        now = files.found({}, folder)
        return cls(suite, {path: file.parts[""] for path, file in now.items()})

    def changed(self) -> set[str] | None:
        """Return which differ, were added or are gone since the suite passed; None when it never did."""
        try:
            before: dict[str, str] = json.loads(self._record.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        paths = before.keys() | self.digests.keys()
        return {path for path in paths if before.get(path) != self.digests.get(path)}

    def passed(self) -> None:
        """Write down that the suite passes with them."""
        state_file.write(self._record, self.digests)

    @property
    def _record(self) -> Path:
        return project.STATE / f"affected-{self.suite}.json"


def components() -> Files:
    """Return the files that Vitest's tests are made of and depend on."""
    found = Files.under("frontend", "components")
    return Files(found.suite, {path: digest for path, digest in found.digests.items() if "/e2e/" not in path})


def journeys() -> Files:
    """Return the files of the tests in a browser. What they use of the application is not counted."""
    return Files.under("frontend/e2e", "journeys")


def for_vitest(now: Files) -> list[str] | None:
    """Return the words with which Vitest runs what a change can affect; None when nothing changed."""
    changed = now.changed()
    if changed is not None and not changed:
        return None
    if changed is None or not all(_is_imported(path) and path in now.digests for path in changed):
        return ["run"]
    names = sorted(path.removeprefix("frontend/") for path in changed)
    return ["related", "--run", "--passWithNoTests", *names]


def for_playwright(now: Files) -> list[str] | None:
    """Return the words with which Playwright runs the tests that changed; None when none did."""
    changed = now.changed()
    if changed is not None and not changed:
        return None
    if changed is None or not all(path.endswith(SPEC) for path in changed):
        return []
    return sorted(path.removeprefix("frontend/") for path in changed if path in now.digests) or None


def _is_imported(path: str) -> bool:
    return path.startswith(IMPORTED) and not path.startswith(FOR_ALL)
