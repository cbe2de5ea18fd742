"""Random resources, several in one copy of the project, are created, migrated, checked and tested."""

import json
import os
import sys
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from headstart.core.errors import WorkspaceError
from headstart.scaffold.creation import specify
from tests.scaffold.projects import Project
from tests.support.specifications import Arguments, specifications

# The nightly job tests hundreds. The resources in a copy share its checks.
COUNT = int(os.environ.get("HEADSTART_SPECIFICATIONS", "8"))
MAX_PER_COPY = 25

# Read lists of arguments, create the resources that do not conflict with earlier ones, and print the plural
# and the address of each.
WRITE = """
import json, sys
from headstart.checks import api_client, routes
from headstart.core.errors import WorkspaceError
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.scaffold import execution, used_names
from headstart.scaffold.creation import plan_creation, specify
from headstart.scaffold.specification import Owner
url, created = sys.argv[1], []
for number, (name, args) in enumerate(json.load(sys.stdin)):
    owner = (*Owner, None)[number % 3]
    try:
        plan, names = plan_creation(name, args, owner=owner), specify(name, args, owner=owner).names
    except WorkspaceError:
        continue
    execution._write(plan)
    used_names.read_used_names.cache_clear()
    created.append((names.many, names.kebabs))
development.write_migration(url, "create random resources", "0123456789ab")
revisions.migrate(url)
api_client.write()
routes.write()
print(json.dumps(created))
"""


def draw_specifications(count: int) -> list[Arguments]:
    """Return random specifications of different classes, each valid on its own."""
    result: dict[str, Arguments] = {}

    @settings(
        max_examples=40 * count, phases=[Phase.generate], database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(specifications())
    def draw(arguments: Arguments) -> None:
        if len(result) < count and arguments[0] not in result and len(arguments[1]) > 1:
            try:
                specify(*arguments)
            except WorkspaceError:
                return
            result[arguments[0]] = arguments

    draw()
    return list(result.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    "size", [min(MAX_PER_COPY, COUNT - begin) for begin in range(0, COUNT, MAX_PER_COPY)]
)
def test_random_resources_pass_their_own_checks_and_tests(project_copy: Project, size: int) -> None:
    start = time.monotonic()
    arguments = draw_specifications(size)
    sys.stdout.write(f"{len(arguments)} drawn in {time.monotonic() - start:.0f} s: {json.dumps(arguments)}\n")

    created = json.loads(
        project_copy.python("-c", WRITE, project_copy.url, given=json.dumps(arguments)).splitlines()[-1]
    )
    assert created
    errors = list(failures(project_copy, created))
    assert not errors, "\n".join(errors)
    sys.stdout.write(f"{len(created)} created, checked and tested in {time.monotonic() - start:.0f} s\n")


def failures(project_copy: Project, created: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the output of each program that fails; all of them run."""
    folder = project_copy.root / "backend" / "tests"
    tests = [path for many, _ in created for path in folder.rglob(f"test_{many}.py")]
    pages = [f"src/features/{kebabs}" for _, kebabs in created]
    for check in (
        lambda: project_copy.python("-m", "ruff", "check", "--quiet"),
        lambda: project_copy.python("-m", "ruff", "format", "--check", "--quiet"),
        lambda: project_copy.python("-m", "mypy", "backend"),
        lambda: project_copy.program("lint-imports", "--no-cache"),
        lambda: project_copy.python("-m", "alembic", "check"),
        lambda: project_copy.node("tsc", "--noEmit"),
        lambda: project_copy.node("eslint", *pages),
        lambda: project_copy.python("-m", "pytest", "--quiet", "-n", "2", *tests),
        lambda: project_copy.node("vitest", "run", *pages),
    ):
        try:
            check()
        except AssertionError as error:
            yield str(error)
