"""The parts of a file that can change independently, and the modules that a module loads."""

import sys

import pytest

from headstart.testing.affected import files, imports, tracing

MODULE = b"""
import os
@decorated
def one(size=1):
    return size
class Two:
    @property
    def three(self):
        return 3
    @three.setter
    def three(self, value):
        def inner(): ...
        inner()
"""


def test_each_function_is_a_part_and_the_rest_is_another() -> None:
    assert files.parts(MODULE).keys() == {"", "one", "Two.three"}


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        (b"return size", b"return  size # the same", set()),
        (b"return size", b"return -size", {"one"}),
        (b"return 3", b"return 4", {"Two.three"}),
        (b"inner(): ...", b"inner(): pass", {"Two.three"}),
        (b"size=1", b"size=2", {""}),
        (b"@decorated", b"@other", {""}),
        (b"class Two:", b"def four(): ...\nclass Two:", {"four"}),
        (b"class Two:", b"class Two:\n    def four(self): ...", {"", "Two.four"}),
        (b"class Two:", b"def pytest_configure(): ...\nclass Two:", {"", "pytest_configure"}),
    ],
)
def test_a_change_affects_its_part(old: bytes, new: bytes, changed: set[str]) -> None:
    before, after = files.parts(MODULE), files.parts(MODULE.replace(old, new))
    assert {name for name in before | after if before.get(name) != after.get(name)} == changed


@pytest.mark.parametrize("content", [b"from functools import cache\ndef one(): ...", b"def (", b"\x00"])
def test_a_module_that_caches_or_cannot_be_parsed_is_one_part(content: bytes) -> None:
    assert files.parts(content).keys() == {""}


def test_imports_are_followed_through_modules_and_packages_that_load_everything() -> None:
    loaded = imports.closure(["backend/tests/conftest.py"])
    assert {"backend/app/__init__.py", "backend/app/models/base.py", "backend/app/models/"} <= loaded
    assert "backend/app/controllers/health.py" in loaded
    loaded = imports.closure(["workspace/tests/conftest.py"])
    assert "workspace/headstart/postgres/servers.py" in loaded
    assert "workspace/headstart/scaffold/parser.py" not in loaded


@pytest.mark.parametrize(
    ("command", "cwd", "used", "unused"),
    [
        (["/usr/bin/git", "status"], ".", set(), "backend/**"),
        ([sys.executable, "-m", "seeds"], "backend", {"backend/app/models/base.py"}, "backend/**"),
        ([sys.executable, "-m", "alembic", "upgrade"], ".", {"backend/migrations/**"}, "workspace/**"),
        (["/bin/sh", "-c", "anything"], ".", {"backend/**", "workspace/**"}, ""),
        (["/bin/node", "vite"], "frontend", {"frontend/**"}, "backend/**"),
        (["/bin/sh"], None, set(), "backend/**"),
    ],
)
def test_a_program_depends_on(command: list[str], cwd: str | None, used: set[str], unused: str) -> None:
    dependencies = tracing.program_dependencies(command, cwd)
    assert used <= dependencies
    assert unused not in dependencies
