"""Generated tests: they run with the fixtures of the project, and with those of SQLAlchemy's manual."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from headstart.bench.generated_tests import TESTS_PER_FILE, Suite
from headstart.core import project
from headstart.core.errors import WorkspaceError

pytestmark = pytest.mark.sample

PARENT = project.STATE  # before a fixture replaces it


@pytest.mark.slow
@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize("bare", [False, True], ids=["project", "recipe"])
def test_the_requested_number_of_tests_runs_and_is_timed(*, bare: bool) -> None:
    with TemporaryDirectory(dir=PARENT) as folder:
        suite = Suite.write(Path(folder) / "generated", TESTS_PER_FILE + 3, bare=bare)
        assert suite.run() > 0
        assert len(list(suite.folder.glob("test_*.py"))) == 2
        assert suite.milliseconds() > 0
        assert suite.worker_count() == 0


@pytest.mark.slow
@pytest.mark.usefixtures("migrated")
def test_a_failing_test_stops_the_measurement() -> None:
    with TemporaryDirectory(dir=PARENT) as folder:
        suite = Suite.write(Path(folder) / "generated", 1)
        (suite.folder / "test_00001.py").write_text("def test_fails():\n    assert False\n", "utf-8")
        with pytest.raises(WorkspaceError, match="generated tests failed"):
            suite.run()
