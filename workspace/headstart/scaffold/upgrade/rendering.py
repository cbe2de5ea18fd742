"""Renders a version of the template with its own tooling, in a separate process."""

import json
import os
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from headstart.core import commands, project
from headstart.scaffold import wheel
from headstart.scaffold.answers import Answers

# Variables that refer to this product instead of the rendered folder.
REMOVED_VARIABLES = ("GIT_", "PYTHON", "WORKSPACE_", "DATABASE_URL")


@dataclass(frozen=True)
class Version:
    """A version of the template: its files, and a copy of its tooling."""

    tree: Path
    tooling: Path


def unpack(tree: Path) -> Version:
    """Copy the tooling out of the template's files, where rendering deletes it."""
    tooling = tree.with_name(f"{tree.name}-tooling")
    shutil.copytree(tree / wheel.SOURCE, tooling)
    return Version(tree, tooling)


def render(version: Version, answers: Answers) -> None:
    """Turn the files of a version into the product.

    If this product has the tooling's source in ``workspace/``, so does the result.

    Raises:
        WorkspaceError: the tooling of that version failed; the message has the reason.
    """
    answers_path = version.tree.with_name(f"{version.tree.name}-answers.json")
    answers_path.write_text(json.dumps(asdict(answers)), "utf-8")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(REMOVED_VARIABLES)
    }
    packages = version.tree / "frontend" / "node_modules"
    packages.symlink_to(project.FRONTEND / "node_modules")  # for Prettier
    commands.output(
        [sys.executable, "-P", "-B", "-m", "headstart.scaffold.product", version.tree, answers_path],
        environment | {"PYTHONPATH": str(version.tooling)},
        cwd=version.tree,
        failure=f"the {version.tree.name} version could not be rendered",
    )
    packages.unlink()
    if project.has_tooling_source():
        shutil.copytree(version.tooling, version.tree / wheel.SOURCE)
