"""Random resources, several in one copy of the project: written, migrated, checked and tested."""

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
from tests.support.specifications import Typed, specifications

# How many; the nightly job asks for hundreds. A copy has room for some, which share its checks.
COUNT = int(os.environ.get("HEADSTART_SPECIFICATIONS", "8"))
IN_A_COPY = 25

# Reads lists of arguments, and makes the resources that are not refused because of one before. It prints the
# plural and the address of each.
WRITE = """
import json, sys
from headstart.checks import api_client, routes
from headstart.core.errors import WorkspaceError
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.scaffold import execution, ownership
from headstart.scaffold.creation import plan_creation, specify
url, made = sys.argv[1], []
for name, args in json.load(sys.stdin):
    try:
        plan, names = plan_creation(name, args), specify(name, args).names
    except WorkspaceError:
        continue
    execution._write(plan)
    ownership.owned.cache_clear()
    made.append((names.many, names.kebabs))
development.write_migration(url, "create random resources", "0123456789ab")
revisions.migrate(url)
api_client.write()
routes.write()
print(json.dumps(made))
"""


def drawn(count: int) -> list[Typed]:
    """Return that many random specifications of different classes that are accepted by themselves."""
    found: dict[str, Typed] = {}

    @settings(
        max_examples=40 * count, phases=[Phase.generate], database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(specifications())
    def draw(typed: Typed) -> None:
        if len(found) < count and typed[0] not in found and len(typed[1]) > 1:
            try:
                specify(*typed)
            except WorkspaceError:
                return
            found[typed[0]] = typed

    draw()
    return list(found.values())


@pytest.mark.slow
@pytest.mark.parametrize("size", [min(IN_A_COPY, COUNT - begin) for begin in range(0, COUNT, IN_A_COPY)])
def test_random_resources_are_made_and_pass_their_own_checks_and_tests(copied: Project, size: int) -> None:
    begin = time.monotonic()
    wanted = drawn(size)
    sys.stdout.write(f"{len(wanted)} drawn in {time.monotonic() - begin:.0f} s: {json.dumps(wanted)}\n")

    made = json.loads(copied.python("-c", WRITE, copied.url, given=json.dumps(wanted)).splitlines()[-1])
    assert made
    found = list(failures(copied, made))
    assert not found, "\n".join(found)
    sys.stdout.write(f"{len(made)} made, checked and tested in {time.monotonic() - begin:.0f} s\n")


def failures(copied: Project, made: list[tuple[str, str]]) -> Iterator[str]:
    """Yield what each program says that fails: all of them run, whatever the others found."""
    folder = copied.root / "backend" / "tests"
    tests = [path for many, _ in made for path in folder.rglob(f"test_{many}.py")]
    pages = [f"src/features/{kebabs}" for _, kebabs in made]
    for check in (
        lambda: copied.python("-m", "ruff", "check", "--quiet"),
        lambda: copied.python("-m", "ruff", "format", "--check", "--quiet"),
        lambda: copied.python("-m", "mypy", "backend"),
        lambda: copied.program("lint-imports", "--no-cache"),
        lambda: copied.python("-m", "alembic", "check"),
        lambda: copied.node("tsc", "--noEmit"),
        lambda: copied.node("eslint", *pages),
        lambda: copied.python("-m", "pytest", "--quiet", "-n", "2", *tests),
        lambda: copied.node("vitest", "run", *pages),
    ):
        try:
            check()
        except AssertionError as error:
            yield str(error)
