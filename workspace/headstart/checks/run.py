"""All that a change is checked for, as steps that run beside one another."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from headstart.checks import api_client, pins
from headstart.checks.configured import Step, complaint, configured, unchanged
from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.migrations import lint, published
from headstart.migrations.published import NothingToCompare
from headstart.setup import node_packages, toolchain
from headstart.testing import worker_databases


@dataclass(frozen=True)
class Outcome:
    """What a step found: its name, its complaint (empty when all is well) and its seconds.

    A step that had nothing to look at says why in ``skipped``.
    """

    name: str
    complaint: str
    seconds: float
    skipped: str = ""


DOCKERFILES = ("backend/Dockerfile", "frontend/Dockerfile", ".devcontainer/Dockerfile")
WORKFLOWS = ".github/workflows"
SHELL_SCRIPTS = (".ci/run", "infra/development/as-owner", "infra/production/serve")


def run() -> Iterator[Outcome]:
    """Run every check, as many at once as there are cores; yield each as it ends."""
    node_packages.install()
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for ended in as_completed([pool.submit(_timed, *step) for step in configured(_steps())]):
            yield ended.result()


def fix() -> Iterator[Outcome]:
    """Fix what the checks complain about, where a tool can."""
    node_packages.install()
    for step in unchanged(_fixes()):
        yield _timed(*step)


def _steps() -> list[Step]:
    """Return the steps, the slowest first."""
    return [
        *(_tooling_steps() if project.has_tooling_source() else ()),
        ("types of the back end", _python("mypy")),
        ("lint of the front end", _node("eslint", "--max-warnings", "0", ".")),
        ("unused code, import cycles", _node("knip", "--no-progress", "--treat-config-hints-as-errors")),
        ("types of the front end", _node("tsc", "--noEmit")),
        ("migrations match models", _migrations),
        ("client matches the API", _client),
        ("lint of the migrations", lint.lint),
        ("format of the front end", _node("prettier", "--check", "--log-level", "warn", ".")),
        ("imports between layers", _layers(project.ROOT, project.python_path())),
        ("poetry.lock", _program("poetry", "check", "--lock", "--strict")),
        ("lint of Python", _python("ruff", "check", "--quiet")),
        ("format of Python", _python("ruff", "format", "--check", "--quiet")),
        ("pinned versions", _pins),
        ("migrations as on main", published.describe_changes),
        ("security of workflows", _program("zizmor", "--offline", "--quiet", "--no-progress", ".github")),
        ("Dockerfiles", _program("hadolint", *filter(_exists, DOCKERFILES))),
        # By name: without git it finds none.
        *_where_it_is_there("workflows", "actionlint", *map(str, (project.ROOT / WORKFLOWS).glob("*.yml"))),
        *_where_it_is_there("shell scripts", "shellcheck", *filter(_exists, SHELL_SCRIPTS)),
    ]


def _fixes() -> list[Step]:
    return [
        ("lint of Python", _python("ruff", "check", "--fix", "--quiet", "--exit-zero")),
        ("format of Python", _python("ruff", "format", "--quiet")),
        ("lint of the front end", _node("eslint", "--fix", ".")),
        ("format of the front end", _node("prettier", "--write", "--log-level", "warn", ".")),
    ]


def _timed(name: str, check: Callable[[], str]) -> Outcome:
    began = time.monotonic()
    found = skipped = ""
    try:
        found = check()
    except NothingToCompare as reason:
        skipped = str(reason)
    except (WorkspaceError, OSError) as error:
        found = str(error)
    return Outcome(name, found, time.monotonic() - began, skipped)


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


def _exists(path: str) -> bool:
    return (project.ROOT / path).exists()


def _tooling_steps() -> list[Step]:
    folder = project.ROOT / "workspace"
    return [
        ("types of the tooling", lambda: _complaint([sys.executable, "-m", "mypy"], cwd=folder)),
        ("imports of the tooling", _layers(folder, str(folder))),
    ]


def _layers(folder: Path, path: str) -> Callable[[], str]:
    program = Path(sys.executable).parent / "lint-imports"
    return lambda: _complaint([program, "--no-cache"], {**os.environ, "PYTHONPATH": path}, folder)


def _migrations() -> str:
    with worker_databases.own_database() as url:
        return _complaint([sys.executable, "-m", "alembic", "check"], {**os.environ, "DATABASE_URL": url})


def _client() -> str:
    return "\n".join(
        f"{path.relative_to(project.ROOT)} is stale: run `inv client`" for path in api_client.stale()
    )


def _pins() -> str:
    return "\n".join(map(str, pins.drifts()))


def _complaint(
    words: list[object], environment: dict[str, str] | None = None, cwd: Path = project.ROOT
) -> str:
    return complaint(commands.run(words, environment, cwd=cwd))
