"""Generated tests: they run, on databases, with the fixtures of the project and with the bare recipe."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from headstart.bench.generated_tests import A_FILE, Suite
from headstart.core import project
from headstart.core.errors import WorkspaceError

pytestmark = pytest.mark.sample

IGNORED = project.STATE  # before a test has another one


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize("bare", [False, True], ids=["project", "bare"])
def test_as_many_tests_as_were_asked_for_run_and_are_timed(*, bare: bool) -> None:
    with TemporaryDirectory(dir=IGNORED) as folder:
        suite = Suite.write(Path(folder) / "generated", A_FILE + 3, bare=bare)
        assert suite.run() > 0
        assert len(list(suite.folder.glob("test_*.py"))) == 2
        assert suite.milliseconds() > 0
        assert suite.chosen_workers() == 0


@pytest.mark.usefixtures("migrated")
def test_a_test_that_fails_is_no_measurement() -> None:
    with TemporaryDirectory(dir=IGNORED) as folder:
        suite = Suite.write(Path(folder) / "generated", 1)
        (suite.folder / "test_00001.py").write_text("def test_fails():\n    assert False\n", "utf-8")
        with pytest.raises(WorkspaceError, match="generated tests failed"):
            suite.run()
