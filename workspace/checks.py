"""All that a change is checked for, as steps that run beside one another."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from workspace import (
    client,
    commands,
    frontend,
    merged_migrations,
    migration_lint,
    pins,
    project,
    toolchain,
    worker_databases,
)
from workspace.errors import WorkspaceError
from workspace.merged_migrations import NothingToCompare


@dataclass(frozen=True)
class Outcome:
    """What a step found: its name, its complaint (empty when all is well) and its seconds.

    A step that had nothing to look at says why in ``skipped``.
    """

    name: str
    complaint: str
    seconds: float
    skipped: str = ""


Step = tuple[str, Callable[[], str]]


DOCKERFILES = ("backend/Dockerfile", "frontend/Dockerfile", ".devcontainer/Dockerfile")
WORKFLOWS = ".github/workflows"
SHELL_SCRIPTS = (".ci/run", "infra/development/as-owner", "infra/production/serve")


def run() -> Iterator[Outcome]:
    """Run every check, as many at once as there are cores; yield each as it ends."""
    frontend.install()
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for ended in as_completed([pool.submit(_timed, *step) for step in _steps()]):
            yield ended.result()


def mend() -> Iterator[Outcome]:
    """Rewrite what the checks would complain of and a tool can mend."""
    frontend.install()
    for step in _mending():
        yield _timed(*step)


def _steps() -> list[Step]:
    """Return the steps, the slowest first."""
    return [
        ("types of the back end", _python("mypy", ".")),
        ("lint of the front end", _node("eslint", "--max-warnings", "0", ".")),
        ("unused code, import cycles", _node("knip", "--no-progress", "--treat-config-hints-as-errors")),
        ("types of the front end", _node("tsc", "--noEmit")),
        ("migrations match models", _migrations),
        ("client matches the API", _client),
        ("lint of the migrations", migration_lint.lint),
        ("format of the front end", _node("prettier", "--check", "--log-level", "warn", ".")),
        ("imports between layers", _layers),
        ("poetry.lock", _program("poetry", "check", "--lock", "--strict")),
        ("lint of the back end", _python("ruff", "check", "--quiet")),
        ("format of the back end", _python("ruff", "format", "--check", "--quiet")),
        ("pinned versions", _pins),
        ("migrations as on main", merged_migrations.changed),
        ("security of workflows", _program("zizmor", "--offline", "--quiet", "--no-progress", WORKFLOWS)),
        ("Dockerfiles", _program("hadolint", *DOCKERFILES)),
        # By name: without git it finds none.
        *_where_it_is_there("workflows", "actionlint", *map(str, (project.ROOT / WORKFLOWS).glob("*.yml"))),
        *_where_it_is_there("shell scripts", "shellcheck", *SHELL_SCRIPTS),
    ]


def _mending() -> list[Step]:
    return [
        ("lint of the back end", _python("ruff", "check", "--fix", "--quiet", "--exit-zero")),
        ("format of the back end", _python("ruff", "format", "--quiet")),
        ("lint of the front end", _node("eslint", "--fix", ".")),
        ("format of the front end", _node("prettier", "--write", "--log-level", "warn", ".")),
    ]


def _timed(name: str, check: Callable[[], str]) -> Outcome:
    began = time.monotonic()
    complaint = skipped = ""
    try:
        complaint = check()
    except NothingToCompare as reason:
        skipped = str(reason)
    except (WorkspaceError, OSError) as error:
        complaint = str(error)
    return Outcome(name, complaint, time.monotonic() - began, skipped)


def _python(module: str, *words: str) -> Callable[[], str]:
    return lambda: _complaint([sys.executable, "-m", module, *words])


def _program(name: str, *words: str) -> Callable[[], str]:
    """Run a program that `.venv` brings."""
    return lambda: _complaint([Path(sys.executable).parent / name, *words])


def _where_it_is_there(step: str, program: str, *words: str) -> list[Step]:
    """Run a program that has no wheel for every processor; CI's has all."""
    there = (Path(sys.executable).parent / program).exists()
    return [(step, _program(program, *words))] if there else []


def _node(program: str, *words: str) -> Callable[[], str]:
    return lambda: _complaint(
        [*toolchain.frontend_program(program), *words], toolchain.node_environment(), project.FRONTEND
    )


def _layers() -> str:
    environment = {**os.environ, "PYTHONPATH": f"{project.BACKEND}{os.pathsep}{project.ROOT}"}
    return _complaint([Path(sys.executable).parent / "lint-imports", "--no-cache"], environment)


def _migrations() -> str:
    with worker_databases.own_database() as url:
        return _complaint([sys.executable, "-m", "alembic", "check"], {**os.environ, "DATABASE_URL": url})


def _client() -> str:
    return "\n".join(
        f"{path.relative_to(project.ROOT)} is stale: run `inv client`" for path in client.stale()
    )


def _pins() -> str:
    return "\n".join(map(str, pins.drifts()))


def _complaint(
    words: list[object], environment: dict[str, str] | None = None, cwd: Path = project.ROOT
) -> str:
    ended = commands.run(words, environment, cwd=cwd)
    return "" if ended.exit_code == 0 else ended.output.strip() or f"exit code {ended.exit_code}"
