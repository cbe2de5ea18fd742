"""The life of a product, from its first command until its tooling is changed by hand."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from headstart.core import project

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sample,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]

MODEL = "backend/app/models/product.py"
IDENTITY = {
    name: value
    for who in ("AUTHOR", "COMMITTER")
    for name, value in ((f"GIT_{who}_NAME", "Ada"), (f"GIT_{who}_EMAIL", "ada@example.com"))
}


class Product:
    """A clone with an environment of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.run("git", "clone", "--quiet", project.ROOT, root, cwd=root.parent)

    def run(self, *args: object, cwd: Path | None = None) -> str:
        """Run a program that has to succeed; return its output."""
        result = subprocess.run(
            list(map(str, args)), cwd=cwd or self.root, env={**os.environ, **IDENTITY},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout + result.stderr

    def inv(self, *args: str) -> str:
        """Run a task."""
        return self.run(getattr(sys, "_base_executable", sys.executable), self.root / "inv", *args)

    def commit(self) -> None:
        """Commit everything."""
        self.run("git", "add", "--all")
        self.run("git", "commit", "--quiet", "--message=A change")

    def check(self) -> None:
        """Check and test it."""
        self.inv("check")
        self.inv("test.backend", "--", "--quiet")
        self.inv("test.frontend")


@pytest.fixture
def product(folder: Path) -> Product:
    """Return a new clone."""
    return Product(folder / "product")


def test_a_bare_product_grows_is_changed_by_hand_and_takes_over_its_tooling(product: Product) -> None:
    product.inv("init", 'Müller\'s "Shop" & Söhne', "--bare", "--yes")
    product.commit()
    product.check()

    product.inv("new", "Product", "name:str", "price:money")
    model = product.root / MODEL
    model.write_text(
        model.read_text("utf-8").replace("    price: ", "    pages: Mapped[int | None]\n    price: ", 1),
        "utf-8",
    )
    product.inv("migration", "pages")
    product.inv("migrate")
    product.commit()
    product.check()

    product.inv("eject", "--yes")
    product.commit()
    product.inv("check")
    task = product.root / "workspace/headstart/tasks/data.py"
    task.write_text(task.read_text("utf-8").replace('"""Migrate ', '"""Carry '), "utf-8")
    assert "Carry the database" in product.inv("--list")
    product.inv("test.workspace", "--", "workspace/tests/core", "workspace/tests/postgres", "--quiet")


def test_a_product_with_the_sample_passes_too_and_loses_it_later(product: Product) -> None:
    product.inv("init", "Acme Shop", "--sample", "--yes")
    product.commit()
    product.check()

    product.inv("drop", "Book", "--yes")
    product.inv("drop", "Author", "--yes")
    product.check()
