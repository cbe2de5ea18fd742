"""Products of Headstart itself are upgraded to a fictitious version."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from headstart.core import project
from tests.scaffold.upgrade.next_version import MIGRATION, VERSIONS, edit, make_template, revision_of
from tests.support.repositories import Repository

pytestmark = pytest.mark.slow


@pytest.fixture
def template(folder: Path) -> Repository:
    """Return the template."""
    if not (project.ROOT / ".git").exists() or not project.has_tooling_source():
        pytest.skip("this is not Headstart's own repository")
    return make_template(folder / "template")


class Product(Repository):
    """A clone of the template in which commands are run."""

    def __init__(self, template: Repository, root: Path) -> None:
        template.git("clone", "--quiet", str(template.root), str(root))
        self.root = root

    def inv(self, *args: str) -> str:
        """Run ``./inv``; return what it printed."""
        unwanted = ("GIT_", "WORKSPACE_", "PYTHONPATH", "VIRTUAL_ENV", "DATABASE_URL")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
        result = subprocess.run(
            [sys.executable, self.root / "inv", *args], cwd=self.root, env=environment,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def text(self, path: str) -> str:
        """Return the text of a file."""
        return (self.root / path).read_text("utf-8")

    def work(self) -> None:
        """Change the product by hand, in files that 0.3.0 changes too, and in others."""
        edit(self.root / "backend/app/errors.py", r"\Z", "\n\nOURS = True\n")
        edit(self.root / "backend/app/config.py", r'^VERSION = ".*"', 'VERSION = "7.0.0"')
        self.git("mv", "docker-compose.yml", "compose.yaml")
        self.git("rm", "--quiet", "docs/production.md")
        head = max((self.root / VERSIONS).glob("*.py"))
        ours = MIGRATION.format(revision="cccccccccccc", follows=revision_of(head))
        (self.root / VERSIONS / "20980101_000000_ours.py").write_text(ours, "utf-8")
        self.commit("Work on it", **{"NOTES.md": "Ours.\n"})


@pytest.mark.parametrize("kind", ["--bare", "--sample"])
def test_a_product_with_changes_of_its_own_is_upgraded_and_restored(
    kind: str, template: Repository, folder: Path
) -> None:
    product = Product(template, folder / "product")
    product.inv("init", "Acme Shop", kind, "--yes")
    product.commit("Make it ours")
    product.inv("init", "Book Barn", kind, "--yes")  # renamed
    product.work()
    before = product.git("rev-parse", "HEAD^{tree}")

    output = product.inv("upgrade", "--yes")
    assert "## 0.3.0 - 2027-01-01\n\n- Made up." in output
    assert "changed in 0.3.0, but deleted by you, so it stays deleted: docs/production.md" in output
    theirs = "bbbbbbbbbbbb" if kind == "--bare" else "aaaaaaaaaaaa"
    assert f"first: the migrations {theirs} and cccccccccccc are both the newest" in output
    check_merged(product)
    assert product.git("diff", "--name-only") == ""

    product.inv("upgrade", "--abort")
    assert product.git("status", "--porcelain") == ""
    assert product.git("write-tree") == before
    assert 'version = "0.2.0"' in product.text("pyproject.toml")

    product.inv("upgrade", "--yes")
    product.inv("db.stop")
    product.commit("Upgrade Headstart to 0.3.0")
    assert "this product already has the newest version, 0.3.0" in product.inv("upgrade")
    assert product.git("status", "--porcelain") == ""


def check_merged(product: Product) -> None:
    """Check the changes of both sides."""
    errors = product.text("backend/app/errors.py")
    assert errors.startswith('"""The errors of 0.3.0."""\n')
    assert errors.endswith("\n\nOURS = True\n")
    config = product.text("backend/app/config.py")
    assert 'TITLE = "Book Barn"' in config
    assert 'VERSION = "7.0.0"' in config
    assert product.text("compose.yaml").startswith("# Changed in 0.3.0.\n")
    assert product.text("docs/new.md") == "New in 0.3.0.\n"
    assert product.text("NOTES.md") == "Ours.\n"
    assert "Return 0.3.0." in product.text("frontend/openapi.json")
    for gone in (".editorconfig", "docs/environments.md", "docs/production.md", "docker-compose.yml"):
        assert not (product.root / gone).exists()
    [wheel] = (product.root / "vendor").glob("*.whl")
    assert wheel.name == "headstart_workspace-0.3.0-py3-none-any.whl"
    for path in ("pyproject.toml", "poetry.lock"):
        assert wheel.name in product.text(path)
