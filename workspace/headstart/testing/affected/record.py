"""The dependencies of each test in its last run, and the state of the project's files at that time."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from headstart.core import project, state_file
from headstart.testing.affected import files
from headstart.testing.affected.files import File

RECORD_FILE = project.STATE / "affected-tests.json"
PLUGIN = "headstart.testing.affected.plugin"  # of pytest
# A record is only valid for one format, Python and platform.
KIND = f"3 {sys.version} {sys.platform}"


@dataclass
class Record:
    """The state of files, the dependencies of each test, and the tests that did not pass since a change."""

    files: dict[str, File] = field(default_factory=dict)
    tests: dict[str, frozenset[str]] = field(default_factory=dict)
    due: set[str] = field(default_factory=set)

    def affected(self, changes: set[str]) -> set[str]:
        """Return the known tests that depend on a change, and those that did not pass since one."""
        return {test for test, dependencies in self.tests.items() if dependencies & changes} | self.due

    def remove_missing(self, collected: set[str]) -> None:
        """Remove tests that their files no longer have; files without any collected test did not load."""
        loaded = {file_of(test) for test in collected}
        for test in [test for test in self.tests if file_of(test) in loaded and test not in collected]:
            del self.tests[test]

    def changed_files(self, current: dict[str, File]) -> list[str]:
        """Return the files that were changed, added or deleted since the record was written."""
        none = File((0, 0), {})
        paths = sorted(self.files.keys() | current.keys())
        return [path for path in paths if self.files.get(path, none).parts != current.get(path, none).parts]


def read() -> Record:
    """Return the record; an empty one if there is none of this kind."""
    try:
        content = json.loads(RECORD_FILE.read_text("utf-8"))
        if content["kind"] != KIND:
            return Record()
        dependencies = content["dependencies"]
        return Record(
            {path: File((stamp[0], stamp[1]), parts) for path, (stamp, parts) in content["files"].items()},
            {test: frozenset(dependencies[n] for n in numbers) for test, numbers in content["tests"].items()},
            set(content["due"]),
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return Record()


def write(record: Record) -> None:
    """Write the record atomically."""
    tests = {test: used for test, used in record.tests.items() if file_of(test) in record.files}
    dependencies = sorted(set().union(*tests.values()))
    number = {dependency: n for n, dependency in enumerate(dependencies)}
    content = {
        "kind": KIND,
        "files": {path: [file.stamp, file.parts] for path, file in record.files.items()},
        "dependencies": dependencies,
        "tests": {test: sorted(number[dependency] for dependency in used) for test, used in tests.items()},
        "due": sorted(record.due & tests.keys()),
    }
    state_file.write(RECORD_FILE, content)


def affected_tests() -> set[str]:
    """Return the known tests that depend on a change since they passed."""
    record = read()
    return record.affected(files.changed_dependencies(record.files, files.scan(record.files)))


def affected_paths(folders: Sequence[str]) -> list[str]:
    """Return the files of tests in some folders that have affected tests or may have new ones.

    If no test of the folders is known, return the folders.
    """
    record = read()
    if not any(_is_in(test, folders) for test in record.tests):
        return list(folders)
    current = files.scan(record.files)
    affected = {file_of(test) for test in record.affected(files.changed_dependencies(record.files, current))}
    may_have_new = {path for path in record.changed_files(current) if Path(path).match("test_*.py")}
    return sorted(path for path in affected | may_have_new if path in current and _is_in(path, folders))


def file_of(test: str) -> str:
    """Return the file of a test."""
    return test.partition("::")[0]


def _is_in(path: str, folders: Sequence[str]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)
