"""A product without the sample: empty, checked and tested, and then with a resource of its own."""

import shutil

import pytest

from headstart.core import project
from tests.scaffold.projects import Project
from tests.support.repositories import Repository

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sample,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]


def test_without_the_sample_all_passes_and_a_first_resource_can_be_made(copied: Project) -> None:
    shutil.copy(project.ROOT / ".gitignore", copied.root)
    Repository(copied.root)

    for _again in range(2):
        begun = copied.inv("init", "Acme Shop", "--bare", "--yes")
        assert begun.returncode == 0, begun.stdout + begun.stderr
    nothing = copied.inv("seed")
    assert nothing.stdout == "nothing to seed: `inv new` makes demo data with each resource\n"
    nothing = copied.inv("seed", "--rows", "10")
    assert nothing.stderr.startswith("inv: nothing was written: there is no factory to make rows with")
    _check(copied)

    made = copied.inv("new", "Product", "name:str", "price:decimal")
    assert made.returncode == 0, made.stdout + made.stderr
    _check(copied)


def _check(copied: Project) -> None:
    copied.python("-m", "ruff", "check", "--quiet")
    copied.python("-m", "ruff", "format", "--check", "--quiet")
    copied.python("-m", "mypy", ".")
    copied.program("lint-imports", "--no-cache")
    copied.python("-m", "alembic", "check")
    assert copied.python("-c", "from headstart.checks import api_client; print(api_client.stale())") == "[]\n"
    for program, *words in (
        ("tsc", "--noEmit"),
        ("eslint", "--max-warnings", "0", "."),
        ("knip", "--no-progress", "--treat-config-hints-as-errors"),
    ):
        copied.node(program, *words)
    copied.python("-m", "pytest", "--quiet", "-p", "no:cacheprovider", "-n", "2", "backend/tests")
