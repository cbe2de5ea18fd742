"""The commands in the documentation exist with their options, and the first ones run."""

from pathlib import Path

import pytest
from invoke.parser import Parser

from headstart.core import project
from headstart.setup import node_packages
from headstart.tasks import TASKS
from headstart.tasks.manifest import collection
from tests.scaffold.projects import Project
from tests.support.checkouts import Checkout
from tests.support.documented import block_commands, commands

PAGES = sorted(
    path
    for folder in (".", "docs", "workspace", "workspace/docs", ".github")
    for path in (project.ROOT / folder).glob("*.md")
    if path.name != "CHANGELOG.md"
)
# Other tests run `up`, `init` and `field`, and CI runs the others.
COVERED_ELSEWHERE = {"up", "init", "field", "test", "check"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(project.ROOT)))
def test_every_command_in_a_document_exists_with_its_options(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for args in commands(page.read_text("utf-8")):
        command = args[: args.index("--")] if "--" in args else args
        monkeypatch.setattr("sys.argv", ["inv", *command])
        if command[0].startswith("--"):
            continue  # an option of Invoke's
        names = collection(TASKS).task_names
        assert command[0] in {*names, *(alias for aliases in names.values() for alias in aliases)}
        if len(command) == 1:
            continue  # a task that is only mentioned, without its arguments
        Parser(contexts=collection(TASKS).to_contexts()).parse_argv(command)


def test_commands_of_a_document_are_found() -> None:
    text = "`inv tset`, `./inv check --fast`, `inv TASK`.\n\n```\n./inv up   # run it\ninv new A b:str\n```\n"
    assert commands(text) == [["up"], ["new", "A", "b:str"], ["tset"], ["check", "--fast"]]


@pytest.fixture
def copy(checkout: Checkout, migrated: str) -> Project:
    """Return a copy of the project with a migrated database of its own."""
    if not node_packages.is_installed():
        pytest.skip("the front end's packages are not installed")
    return Project(checkout, migrated)


@pytest.mark.slow
def test_the_commands_for_newcomers_and_agents_run(copy: Project) -> None:
    model = copy.root / "backend" / "app" / "models" / "product.py"
    pages = ((project.ROOT / name).read_text("utf-8") for name in ("README.md", "AGENTS.md"))
    documented = [args for page in pages for args in block_commands(page) if args[0] not in COVERED_ELSEWHERE]

    # Resources first, as other commands need them.
    for args in sorted(documented, key=lambda args: args[0] != "new"):
        if args[0] == "migration":  # its message tells which field is added by hand
            text = model.read_text("utf-8")
            field = "    sku: Mapped[str | None] = mapped_column(String(20))\n"
            model.write_text(text.replace("    def __str__", f"{field}\n    def __str__"), "utf-8")
        result = copy.inv(*args)
        assert result.returncode == 0, f"{args}: {result.stdout}{result.stderr}"
    (migration,) = (copy.root / "backend" / "migrations" / "versions").glob("*_add_sku_to_products.py")
    assert 'op.add_column("products"' in migration.read_text("utf-8")
