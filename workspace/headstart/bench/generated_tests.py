"""Generated database tests, run with the fixtures of the project or with those of SQLAlchemy's manual."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from headstart.bench.measurement import measure_seconds
from headstart.core import commands, project
from headstart.testing.affected.record import file_of

# A test inserts a row through the ORM and reads it back.
TEST = """
def test_{number}(session):
    session.add(Author(name="{number}"))
    session.commit()
    session.expire_all()
    assert session.scalars(select(Author.name)).all() == ["{number}"]
"""
HEAD = '"""Generated."""\nfrom app.models.author import Author\nfrom sqlalchemy import select\n'
TESTS_PER_FILE = 50
# The recipe of SQLAlchemy's manual, on the same kind of database.
RECIPE = '''"""The recipe of SQLAlchemy's manual."""
import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from headstart.testing import worker_databases
from headstart.testing.workers import pytest_configure, pytest_xdist_auto_num_workers

@pytest.fixture(scope="session")
def connection(worker_id):
    with worker_databases.test_database(worker_id) as url:
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg2://", 1))
        with engine.connect() as connection:
            yield connection
        engine.dispose()

@pytest.fixture
def session(connection):
    transaction = connection.begin()
    with Session(bind=connection, join_transaction_mode="create_savepoint") as session:
        yield session
    transaction.rollback()
'''


@dataclass(frozen=True)
class Suite:
    """A folder of generated tests."""

    folder: Path
    count: int

    @classmethod
    def write(cls, folder: Path, count: int, *, bare: bool = False) -> "Suite":
        """Write the tests; ``bare`` uses the fixtures of SQLAlchemy's manual."""
        folder.mkdir()
        own = (project.BACKEND / "tests" / "conftest.py").read_text("utf-8")
        (folder / "conftest.py").write_text(RECIPE if bare else own, "utf-8")
        for first in range(0, count, TESTS_PER_FILE):
            tests = "".join(
                TEST.format(number=number) for number in range(first, min(first + TESTS_PER_FILE, count))
            )
            (folder / f"test_{first:05}.py").write_text(HEAD + tests, "utf-8")
        return cls(folder, count)

    def run(self, workers: int | str = 0) -> float:
        """Run the tests; return the duration of the whole run in seconds."""
        args = [
            *(sys.executable, "-m", "pytest", "--quiet", "-p", "no:randomly"),
            *("-c", project.ROOT / "pyproject.toml", "--rootdir", project.ROOT, "-n", workers, self.folder),
        ]
        environment = {**os.environ, "WORKSPACE_STATE": str(self._state)}
        failure = "generated tests failed"
        return measure_seconds(lambda: commands.output(args, environment, cwd=project.ROOT, failure=failure))

    def milliseconds(self) -> float:
        """Return the mean duration of a test in the last run, without the first file and shared fixtures."""
        text = (self._state / "test-seconds.json").read_text("utf-8")
        seconds: dict[str, float] = json.loads(text)
        files = {path.name for path in sorted(self.folder.glob("test_*.py"))[1:]}
        durations = [duration for test, duration in seconds.items() if Path(file_of(test)).name in files]
        return 1000 * sum(durations) / len(durations)

    def worker_count(self) -> int:
        """Return the number of workers that ``-n auto`` chooses after the earlier runs."""
        code = (
            "import os\nfrom headstart.testing import timings, workers\n"
            f"seconds = workers.expected_seconds([{str(self.folder)!r}])\n"
            "print(workers.best_number(seconds, os.cpu_count() or 1, timings.load_costs()))"
        )
        environment = {**os.environ, "WORKSPACE_STATE": str(self._state)}
        args = [sys.executable, "-c", code]
        return int(
            commands.output(args, environment, failure="the number of workers could not be determined")
        )

    @property
    def _state(self) -> Path:
        """A state folder of their own, so that their timings are not added to the project's."""
        return self.folder.parent / f"{self.folder.name}-state"
