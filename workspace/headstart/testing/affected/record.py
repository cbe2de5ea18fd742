"""What each test used when it last ran, and what the project's files were then."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from headstart.core import project, state_file
from headstart.testing.affected import files
from headstart.testing.affected.files import File

RECORD = project.STATE / "affected-tests.json"
PLUGIN = "headstart.testing.affected.plugin"  # of pytest
# The pytest of a run and its workers, and who reads the record before it, must be of one kind.
KIND = f"2 {sys.version} {sys.platform}"


@dataclass
class Record:
    """The files as they were, and for each test the words for what it used; the tests that are due."""

    files: dict[str, File] = field(default_factory=dict)
    tests: dict[str, frozenset[str]] = field(default_factory=dict)
    due: set[str] = field(default_factory=set)

    def affected(self, changed: set[str]) -> set[str]:
        """Return the known tests that a change can affect, and those that did not pass since one."""
        return {test for test, used in self.tests.items() if used & changed} | self.due

    def forget_all_but(self, there: set[str]) -> None:
        """Forget the tests that their files no longer have; a file of which none is there did not load."""
        loaded = {file_of(test) for test in there}
        for test in [test for test in self.tests if file_of(test) in loaded and test not in there]:
            del self.tests[test]

    def changed(self, now: dict[str, File]) -> list[str]:
        """Return the files that differ from what is recorded, were added or are gone."""
        nothing = File((0, 0), {})
        paths = sorted(self.files.keys() | now.keys())
        return [path for path in paths if self.files.get(path, nothing).parts != now.get(path, nothing).parts]


def read() -> Record:
    """Return the record; an empty one when there is none, or one of another Python."""
    try:
        written = json.loads(RECORD.read_text("utf-8"))
        if written["kind"] != KIND:
            return Record()
        words = written["words"]
        return Record(
            {path: File((stamp[0], stamp[1]), parts) for path, (stamp, parts) in written["files"].items()},
            {test: frozenset(words[n] for n in used) for test, used in written["tests"].items()},
            set(written["due"]),
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return Record()


def write(record: Record) -> None:
    """Write it down, whole or not at all."""
    tests = {test: used for test, used in record.tests.items() if file_of(test) in record.files}
    words = sorted(set().union(*tests.values()))
    number = {word: n for n, word in enumerate(words)}
    written = {
        "kind": KIND,
        "files": {path: [file.stamp, file.parts] for path, file in record.files.items()},
        "words": words,
        "tests": {test: sorted(number[word] for word in used) for test, used in tests.items()},
        "due": sorted(record.due & tests.keys()),
    }
    state_file.write(RECORD, written)


def affected_tests() -> set[str]:
    """Return the known tests that a change since they passed can affect."""
    record = read()
    return record.affected(files.changes(record.files, files.found(record.files)))


def choose(folders: Sequence[str]) -> list[str]:
    """Return the files under some folders whose tests a change can affect, or that may have new tests.

    The folders themselves while nothing is known of any test in them.
    """
    record = read()
    if not any(_under(test, folders) for test in record.tests):
        return list(folders)
    now = files.found(record.files)
    affected = {file_of(test) for test in record.affected(files.changes(record.files, now))}
    may_have_new = {path for path in record.changed(now) if Path(path).match("test_*.py")}
    return sorted(path for path in affected | may_have_new if path in now and _under(path, folders))


def file_of(test: str) -> str:
    """Return the file that a test is in."""
    return test.partition("::")[0]


def _under(path: str, folders: Sequence[str]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)
