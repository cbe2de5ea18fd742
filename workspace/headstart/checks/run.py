"""All checks, as steps that run in parallel."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from headstart.checks import api_client, helm_chart, pins
from headstart.checks.steps import Step, configure, problem, without_overridden
from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.migrations import lint, published
from headstart.migrations.published import NothingToCompare
from headstart.setup import node_packages, platform_packages, toolchain
from headstart.testing import worker_databases


@dataclass(frozen=True)
class Outcome:
    """The result of a step.

    Attributes:
        name: the name of the step.
        problem: its output if it failed, or empty.
        seconds: its duration.
        skipped: why it was skipped, or empty.
    """

    name: str
    problem: str
    seconds: float
    skipped: str = ""


DOCKERFILES = (
    "backend/Dockerfile",
    "frontend/Dockerfile",
    "infra/pgbouncer/Dockerfile",
    "infra/postgres/backup-copy/Dockerfile",
    ".devcontainer/Dockerfile",
)
WORKFLOWS = ".github/workflows"
SHELL_SCRIPTS = (
    ".ci/run",
    "infra/development/as-owner",
    "infra/pgbouncer/serve",
    "infra/production/serve",
)
BACKUP_PROGRAMS = "infra/postgres/backup"
MIGRATIONS_MATCH, PINS = "migrations match models", "pinned versions"
CHECKSUMS = "checksums of npm packages"
# They include files, which are checked with them.
_SHELLCHECK = ("--external-sources", "--source-path=SCRIPTDIR")


def run() -> Iterator[Outcome]:
    """Run every check, in parallel on all cores; yield the outcomes as they are available."""
    node_packages.install()
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for future in as_completed([pool.submit(_run_step, *step) for step in configure(_steps())]):
            yield future.result()


def run_before_deployment() -> Iterator[Outcome]:
    """Run the quick checks of what runs on a server."""
    for name, check in configure(_steps()):
        if name in {MIGRATIONS_MATCH, PINS}:
            yield _run_step(name, check)


def fix() -> Iterator[Outcome]:
    """Fix the problems of checks, if a tool can."""
    node_packages.install()
    for step in without_overridden(_fixes()):
        yield _run_step(*step)


def _steps() -> list[Step]:
    """Return the steps, the slowest first."""
    return [
        ("lint of the front end", _node("eslint", "--max-warnings", "0", ".")),
        *(_tooling_steps() if project.has_tooling_source() else ()),
        ("types of the back end", _python("mypy")),
        ("unused code, import cycles", _node("knip", "--no-progress", "--treat-config-hints-as-errors")),
        ("types of the front end", _node("tsc", "--noEmit")),
        (MIGRATIONS_MATCH, _migrations),
        ("client matches the API", _client),
        ("lint of the migrations", lint.lint),
        ("format of the front end", _node("prettier", "--check", "--cache", "--log-level", "warn", ".")),
        ("imports between layers", _layers(project.ROOT, project.python_path())),
        ("poetry.lock", _program("poetry", "check", "--lock", "--strict")),
        ("lint of Python", _python("ruff", "check", "--quiet")),
        ("format of Python", _python("ruff", "format", "--check", "--quiet")),
        (PINS, _pins),
        (CHECKSUMS, platform_packages.missing),
        ("migrations as on main", published.describe_changes),
        ("security of workflows", _program("zizmor", "--offline", "--quiet", "--no-progress", ".github")),
        ("Dockerfiles", _program("hadolint", *filter(_exists, DOCKERFILES))),
        # With their names, as it finds none without git.
        *_if_installed("workflows", "actionlint", *map(str, (project.ROOT / WORKFLOWS).glob("*.yml"))),
        *_if_installed("shell scripts", "shellcheck", *_SHELLCHECK, *_shell_scripts()),
        *([("Helm chart", helm_chart.problems)] if helm_chart.is_possible() else ()),
    ]


def _fixes() -> list[Step]:
    return [
        (CHECKSUMS, platform_packages.record),
        ("lint of Python", _python("ruff", "check", "--fix", "--quiet", "--exit-zero")),
        ("format of Python", _python("ruff", "format", "--quiet")),
        ("lint of the front end", _node("eslint", "--fix", ".")),
        ("format of the front end", _node("prettier", "--write", "--log-level", "warn", ".")),
    ]


def _run_step(name: str, check: Callable[[], str]) -> Outcome:
    start = time.monotonic()
    output = skipped = ""
    try:
        output = check()
    except NothingToCompare as reason:
        skipped = str(reason)
    except (WorkspaceError, OSError) as error:
        output = str(error)
    return Outcome(name, output, time.monotonic() - start, skipped)


def _python(module: str, *args: str) -> Callable[[], str]:
    return lambda: _problem([sys.executable, "-m", module, *args])


def _program(name: str, *args: str) -> Callable[[], str]:
    """Run a program of `.venv`."""
    return lambda: _problem([Path(sys.executable).parent / name, *args])


def _if_installed(step: str, program: str, *args: str) -> list[Step]:
    """Run a program if it is installed: not every platform has a wheel of it."""
    is_installed = (Path(sys.executable).parent / program).exists()
    return [(step, _program(program, *args))] if is_installed else []


def _node(program: str, *args: str) -> Callable[[], str]:
    return lambda: _problem(
        [*toolchain.frontend_program(program), *args], toolchain.node_environment(), project.FRONTEND
    )


def _exists(path: str) -> bool:
    return (project.ROOT / path).exists()


def _shell_scripts() -> list[str]:
    programs = (project.ROOT / BACKUP_PROGRAMS).glob("*")
    return [*filter(_exists, SHELL_SCRIPTS), *sorted(str(path) for path in programs if not path.suffix)]


def _tooling_steps() -> list[Step]:
    folder = project.ROOT / "workspace"
    return [
        ("types of the tooling", lambda: _problem([sys.executable, "-m", "mypy"], cwd=folder)),
        ("imports of the tooling", _layers(folder, str(folder))),
    ]


def _layers(folder: Path, path: str) -> Callable[[], str]:
    program = Path(sys.executable).parent / "lint-imports"
    return lambda: _problem([program, "--no-cache"], {**os.environ, "PYTHONPATH": path}, folder)


def _migrations() -> str:
    with worker_databases.own_database() as url:
        return _problem([sys.executable, "-m", "alembic", "check"], {**os.environ, "DATABASE_URL": url})


def _client() -> str:
    return "\n".join(
        f"{path.relative_to(project.ROOT)} is stale: run `inv client`" for path in api_client.stale()
    )


def _pins() -> str:
    return "\n".join(map(str, pins.drifts()))


def _problem(args: list[object], environment: dict[str, str] | None = None, cwd: Path = project.ROOT) -> str:
    return problem(commands.run(args, environment, cwd=cwd))
