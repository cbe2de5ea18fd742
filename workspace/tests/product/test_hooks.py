"""The git hooks: they lint and format staged files only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from headstart.core import project
from headstart.setup import node_packages
from tests.support.checkouts import Checkout
from tests.support.repositories import Repository

CONFIGURATION = (".pre-commit-config.yaml", "frontend/.prettierrc.json", "frontend/.prettierignore")
PYTHON = "backend/app/services/greeting.py"
COMPONENT = "frontend/src/components/greeting.tsx"


@pytest.fixture
def staged(checkout: Checkout) -> Repository:
    """Return a repository of the project, in which a Python and a TypeScript file are staged."""
    if shutil.which("git") is None or not node_packages.is_installed():
        pytest.skip("git or the front end's packages are not installed")
    checkout.add_front_end()
    for name in CONFIGURATION:
        shutil.copy(project.ROOT / name, checkout.root / name)
    (checkout.root / ".gitignore").write_text(".*/\nnode_modules\n", "utf-8")
    repository = Repository(checkout.root)
    write(checkout.root, PYTHON, '"""Greetings."""\n\nGREETING = "hello"\n')
    write(checkout.root, COMPONENT, "export function Greeting() {\n  return <p>Hello</p>;\n}\n")
    repository.git("add", PYTHON, COMPONENT)
    return repository


def run_hooks(repository: Repository) -> subprocess.CompletedProcess[str]:
    """Run the hooks before a commit."""
    home = {"PRE_COMMIT_HOME": str(repository.root / ".hooks"), "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(
        [Path(sys.executable).parent / "pre-commit", "run"],
        cwd=repository.root, env=os.environ | home, capture_output=True, text=True, check=False,
    )  # fmt: skip


def write(root: Path, path: str, text: str) -> None:
    (root / path).write_text(text, "utf-8")


def test_clean_staged_files_pass_despite_unstaged_problems(staged: Repository) -> None:
    write(staged.root, "backend/app/services/unstaged.py", "import os\n")

    process = run_hooks(staged)

    assert process.returncode == 0, process.stdout
    assert process.stdout.count("Passed") == 4


def test_badly_formatted_files_are_fixed_and_stop_the_commit(staged: Repository) -> None:
    write(staged.root, PYTHON, '"""Greetings."""\n\nimport os\nGREETING   = "hello"\n')
    write(staged.root, COMPONENT, "export function Greeting() { return <p>Hello</p> }\n")
    staged.git("add", PYTHON, COMPONENT)

    process = run_hooks(staged)

    assert process.returncode == 1
    assert "import os" not in (staged.root / PYTHON).read_text("utf-8")
    assert "GREETING = " in (staged.root / PYTHON).read_text("utf-8")
    assert "  return <p>Hello</p>;\n" in (staged.root / COMPONENT).read_text("utf-8")


def test_a_problem_that_no_tool_can_fix_stops_the_commit(staged: Repository) -> None:
    write(
        staged.root,
        COMPONENT,
        'import { texts } from "@/features/home/texts";\n\nexport const greeting = texts;\n',
    )
    staged.git("add", COMPONENT)

    process = run_hooks(staged)

    assert process.returncode == 1
    assert "Shared code must not import from features or the app" in process.stdout
