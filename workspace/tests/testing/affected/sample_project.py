"""A small project whose tests run with the plugin for affected tests."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from headstart.core import project

FILES = {
    "backend/shop/__init__.py": "",
    "backend/shop/prices.py": """
RATE = 2

def net(price):
    return price

def gross(price):
    return price * RATE

class Till:
    def total(self):
        return net(3)
""",
    "backend/shop/plugins/__init__.py": """
from pkgutil import iter_modules

def names():
    return [module.name for module in iter_modules(__path__)]
""",
    "backend/shop/plugins/card.py": "",
    "backend/shop/__main__.py": "from shop import prices\nprint(prices.net(1))\n",
    "backend/rows.csv": "1\n",
    "backend/unused.py": "X = 1\n",
    "backend/tests/conftest.py": """
import pytest
from shop.prices import gross

@pytest.fixture(scope="session")
def price():
    return gross(1)
""",
    "backend/tests/test_prices.py": """
from shop.prices import Till, gross, net

def test_net():
    assert net(1) == 1

def test_till():
    assert Till().total() == 3

def test_first_price(price):
    assert price == 2

def test_second_price(price):
    assert price == 2
""",
    "backend/tests/test_others.py": """
import subprocess
import sys
from pathlib import Path

from shop import plugins

def test_rows():
    assert Path("backend/rows.csv").read_text() == "1\\n"

def test_listing():
    assert plugins.names()

def test_program():
    subprocess.run([sys.executable, "-m", "shop"], cwd="backend", check=True)

def test_alone():
    assert True
""",
}


class SampleProject:
    """A small project in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def write(cls, root: Path) -> "SampleProject":
        """Write the project, with the tooling of this checkout."""
        sample = cls(root)
        sample.write_tests()
        tooling = "workspace/headstart"
        shutil.copytree(
            project.ROOT / tooling, root / tooling, ignore=shutil.ignore_patterns("templates", "__pycache__")
        )
        for path in ("pyproject.toml", "poetry.lock"):
            shutil.copy(project.ROOT / path, root / path)
        return sample

    def write_tests(self) -> None:
        """Write the tests and the code they test."""
        for path, text in FILES.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            self.write_file(path, text)

    def copy(self, root: Path) -> "SampleProject":
        """Return a copy, with the record of its tests."""
        shutil.copytree(self.root, root, symlinks=True)
        return SampleProject(root)

    def change(self, path: str, old: str, new: str) -> None:
        """Replace text in a file."""
        text = (self.root / path).read_text("utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new), "utf-8")

    def write_file(self, path: str, text: str) -> None:
        """Write a file."""
        (self.root / path).write_text(text, "utf-8")

    def run(self, *args: str, code: int | None = None) -> tuple[int, set[str]]:
        """Run the affected tests; return pytest's exit code and the names of the tests that ran."""
        process = subprocess.run(
            [
                sys.executable, "-m", "pytest",
                "-p", "headstart.testing.affected.plugin",
                "-rA", *(args or ["backend/tests", "-n", "0"]),
            ],
            cwd=self.root, env={**os.environ, "PYTHONPATH": str(self.root / "workspace")},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert process.returncode in ({0, 1, 5} if code is None else {code}), process.stdout + process.stderr
        return process.returncode, set(
            re.findall(r"^(?:PASSED|FAILED) \S+::(\w+)", process.stdout, re.MULTILINE)
        )
