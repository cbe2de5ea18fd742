"""Folders of generated database tests, run with the fixtures of the project or with the bare recipe."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from headstart.bench.measurement import timed
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
A_FILE = 50  # tests
# What everybody writes who has read SQLAlchemy's page about it, on the same clone.
BARE = '''"""The bare recipe."""
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
    """A folder of so many tests."""

    folder: Path
    count: int

    @classmethod
    def write(cls, folder: Path, count: int, *, bare: bool = False) -> "Suite":
        """Write it."""
        folder.mkdir()
        own = (project.BACKEND / "tests" / "conftest.py").read_text("utf-8")
        (folder / "conftest.py").write_text(BARE if bare else own, "utf-8")
        for first in range(0, count, A_FILE):
            tests = "".join(TEST.format(number=number) for number in range(first, min(first + A_FILE, count)))
            (folder / f"test_{first:05}.py").write_text(HEAD + tests, "utf-8")
        return cls(folder, count)

    def run(self, workers: int | str = 0) -> float:
        """Run the tests; return the seconds of the whole run."""
        words = [
            *(sys.executable, "-m", "pytest", "--quiet", "-p", "no:randomly"),
            *("-c", project.ROOT / "pyproject.toml", "--rootdir", project.ROOT, "-n", workers, self.folder),
        ]
        environment = {**os.environ, "WORKSPACE_STATE": str(self._state)}
        failure = "generated tests failed"
        return timed(lambda: commands.output(words, environment, cwd=project.ROOT, failure=failure))

    def milliseconds(self) -> float:
        """Return what a test of the last run took, with its fixtures; the first file pays for all."""
        written = (self._state / "test-seconds.json").read_text("utf-8")
        seconds: dict[str, float] = json.loads(written)
        chosen = {path.name for path in sorted(self.folder.glob("test_*.py"))[1:]}
        counted = [took for test, took in seconds.items() if Path(file_of(test)).name in chosen]
        return 1000 * sum(counted) / len(counted)

    def chosen_workers(self) -> int:
        """Return the number of workers that is chosen with what is known of the runs before."""
        code = (
            "import os\nfrom headstart.testing import timings, workers\n"
            f"seconds = workers.expected_seconds([{str(self.folder)!r}])\n"
            "print(workers.best(seconds, os.cpu_count() or 1, timings.costs()))"
        )
        environment = {**os.environ, "WORKSPACE_STATE": str(self._state)}
        words = [sys.executable, "-c", code]
        return int(commands.output(words, environment, failure="the workers could not be chosen"))

    @property
    def _state(self) -> Path:
        """What is recorded of them is none of the project's own record."""
        return self.folder.parent / f"{self.folder.name}-state"
