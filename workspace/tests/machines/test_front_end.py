"""The front end's commands with a NODE_ENV that was exported for another project."""

import subprocess
from pathlib import Path

import pytest

from headstart.core import commands, project
from headstart.setup import toolchain
from tests.support.checkouts import Checkout

TEST = "src/app/app.test.tsx"
BUILD = """
import sys
from pathlib import Path
import headstart.tasks
from headstart.build import ui_build
ui_build.build(Path(sys.argv[1]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("value", ["production", "development"])
def test_the_tests_pass(value: str, machine: Checkout) -> None:
    completed = machine.run("test.frontend", "--", TEST, NODE_ENV=value)
    assert completed.returncode == 0, completed.stdout + completed.stderr


@pytest.mark.slow
def test_they_pass_with_any_yarn() -> None:
    corepack = str(project.ROOT / ".workspace" / "corepack")  # where Yarn is installed
    environment = {**toolchain.node_environment(), "COREPACK_HOME": corepack, "NODE_ENV": "production"}
    completed = commands.run([*toolchain.yarn(), "test", TEST], environment, cwd=project.FRONTEND)
    assert completed.exit_code == 0, completed.output


def test_the_build_is_for_production(machine: Checkout, folder: Path) -> None:
    environment = machine.environment({"NODE_ENV": "development"})
    python = machine.venv / "bin" / "python"
    subprocess.run([python, "-c", BUILD, folder / "ui"], cwd=machine.root, env=environment, check=True)
    scripts = [path.read_text("utf-8") for path in folder.rglob("*.js")]
    assert scripts
    assert not [script for script in scripts if "jsxDEV" in script]
