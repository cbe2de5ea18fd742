"""What a command costs before it does anything, beside Invoke alone."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from headstart.bench.measurement import Measurement, paired
from headstart.bench.scratch import scratch_database
from headstart.core import commands, project
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.postgres import databases

# All that Invoke needs to print a list.
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
        inv_list, inv_migrate = (_inv(word) for word in ("--list", "migrate"))
        revisions.migrate(development.open_database().url)
        for once in (invoke, inv_list, inv_migrate):  # what only the first one pays
            once()
        listed, migrated = paired(inv_list, invoke, runs), paired(inv_migrate, invoke, runs)
    peer = "Invoke's list of one task"
    return [
        Measurement("`inv --list`", "s", listed[0], peer, listed[1], 1.3),
        # 0.4 s where Invoke alone takes 0.21.
        Measurement("`inv migrate`, nothing to do", "s", migrated[0], peer, migrated[1], 1.9),
        _among_many(runs),
    ]


def _among_many(runs: int) -> Measurement:
    with _project_with_migrations(MANY) as many, _project_with_migrations(FEW) as few:
        seconds = paired(many, few, runs)
    what = f"`inv migrate`, nothing to do, {MANY:,} migrations"
    return Measurement(what, "s", seconds[0], f"the same with {FEW}", seconds[1], 1.2)


@contextmanager
def _project_with_migrations(count: int) -> Iterator[Callable[[], object]]:
    """Yield `inv migrate` in a copy of the project with so many migrations, its database at the last."""
    with TemporaryDirectory() as folder, scratch_database() as url:
        root = Path(folder)
        for name in ("tasks.py", "pyproject.toml"):
            shutil.copy(project.ROOT / name, root / name)
        shutil.copytree(project.TOOLING / "headstart", root / "tooling" / "headstart")
        versions = root / "backend" / "migrations" / "versions"
        versions.mkdir(parents=True)
        for number in range(count):
            before = f"m{number - 1}" if number else None
            text = f'revision = "m{number}"\ndown_revision = {before!r}\n'
            (versions / f"{number:04}.py").write_text(text, "utf-8")
        with closing(databases.connect(url)) as session, session, session.cursor() as rows:
            rows.execute("UPDATE alembic_version SET version_num = %s", [f"m{count - 1}"])
        migrate = _command(root, "migrate", DATABASE_URL=url, PYTHONPATH=str(root / "tooling"))
        migrate()
        yield migrate


def _inv(word: str) -> Callable[[], object]:
    return lambda: commands.output([sys.executable, project.ROOT / "inv", word], failure=f"inv {word} failed")


def _command(root: Path, word: str, **environment: str) -> Callable[[], object]:
    words = [sys.executable, "-P", "-m", "invoke", "--search-root", root, word]
    return lambda: commands.output(
        words, os.environ | environment, cwd=root, failure=f"Invoke's {word} failed"
    )
