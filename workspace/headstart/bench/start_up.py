"""The start of a command, compared with Invoke alone."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from headstart.bench.measurement import Measurement, measure_alternately
from headstart.bench.scratch import scratch_database
from headstart.core import commands, project
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.postgres import databases

# The minimum for Invoke to print a list.
TASKS = '''from invoke.tasks import task

@task
def one(_context):
    """Do one thing."""
'''
FEW, MANY = 2, 1000  # migrations


def measure(runs: int) -> list[Measurement]:
    """Measure `inv --list`, and `inv migrate` with nothing to do."""
    with TemporaryDirectory() as folder:
        Path(folder, "tasks.py").write_text(TASKS, "utf-8")
        invoke = _command(Path(folder), "--list")
        inv_list, inv_migrate = (_inv(arg) for arg in ("--list", "migrate"))
        revisions.migrate(development.open_database().url)
        for command in (invoke, inv_list, inv_migrate):  # warm up
            command()
        list_seconds, migrate_seconds = (
            measure_alternately(inv_list, invoke, runs),
            measure_alternately(inv_migrate, invoke, runs),
        )
    peer = "Invoke's list of one task"
    return [
        Measurement("`inv --list`", "s", list_seconds[0], peer, list_seconds[1], 1.3),
        Measurement("`inv migrate`, nothing to do", "s", migrate_seconds[0], peer, migrate_seconds[1], 1.9),
        _measure_many_migrations(runs),
    ]


def _measure_many_migrations(runs: int) -> Measurement:
    with _project_with_migrations(MANY) as many, _project_with_migrations(FEW) as few:
        seconds = measure_alternately(many, few, runs)
    label = f"`inv migrate`, nothing to do, {MANY:,} migrations"
    return Measurement(label, "s", seconds[0], f"the same with {FEW}", seconds[1], 1.2)


@contextmanager
def _project_with_migrations(count: int) -> Iterator[Callable[[], object]]:
    """Yield `inv migrate` in a copy of the project with ``count`` migrations and a migrated database."""
    with TemporaryDirectory() as folder, scratch_database() as url:
        root = Path(folder)
        for name in ("tasks.py", "pyproject.toml"):
            shutil.copy(project.ROOT / name, root / name)
        shutil.copytree(project.TOOLING / "headstart", root / "tooling" / "headstart")
        versions = root / "backend" / "migrations" / "versions"
        versions.mkdir(parents=True)
        for number in range(count):
            previous = f"m{number - 1}" if number else None
            text = f'revision = "m{number}"\ndown_revision = {previous!r}\n'
            (versions / f"{number:04}.py").write_text(text, "utf-8")
        with closing(databases.connect(url)) as session, session, session.cursor() as rows:
            rows.execute("UPDATE alembic_version SET version_num = %s", [f"m{count - 1}"])
        migrate = _command(root, "migrate", DATABASE_URL=url, PYTHONPATH=str(root / "tooling"))
        migrate()
        yield migrate


def _inv(arg: str) -> Callable[[], object]:
    return lambda: commands.output([sys.executable, project.ROOT / "inv", arg], failure=f"inv {arg} failed")


def _command(root: Path, arg: str, **environment: str) -> Callable[[], object]:
    args = [sys.executable, "-P", "-m", "invoke", "--search-root", root, arg]
    return lambda: commands.output(args, os.environ | environment, cwd=root, failure=f"Invoke's {arg} failed")
