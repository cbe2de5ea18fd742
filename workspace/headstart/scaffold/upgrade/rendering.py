"""A version of the template, turned into the product by its own tooling, in a process of its own."""

import json
import os
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from headstart.core import commands, project
from headstart.scaffold import wheel
from headstart.scaffold.answers import Answers

# What would lead that process to this product instead of to the folder that it renders.
NOT_PASSED_ON = ("GIT_", "PYTHON", "WORKSPACE_", "DATABASE_URL")


@dataclass(frozen=True)
class Version:
    """A version of the template: its files, and beside them a copy of its tooling."""

    tree: Path
    tooling: Path


def unpacked(tree: Path) -> Version:
    """Copy the tooling out of the template's files: rendering deletes it there."""
    tooling = tree.with_name(f"{tree.name}-tooling")
    shutil.copytree(tree / wheel.SOURCE, tooling)
    return Version(tree, tooling)


def render(version: Version, answers: Answers) -> None:
    """Turn the files of a version into the product.

    A product with the tooling's source in ``workspace/`` keeps the version's.

    Raises:
        WorkspaceError: its tooling failed; the sentence holds the reason.
    """
    recorded = version.tree.with_name(f"{version.tree.name}-answers.json")
    recorded.write_text(json.dumps(asdict(answers)), "utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(NOT_PASSED_ON)}
    packages = version.tree / "frontend" / "node_modules"
    packages.symlink_to(project.FRONTEND / "node_modules")  # for Prettier, which formats what is rendered
    commands.output(
        [sys.executable, "-P", "-B", "-m", "headstart.scaffold.product", version.tree, recorded],
        environment | {"PYTHONPATH": str(version.tooling)},
        cwd=version.tree,
        doing=f"the {version.tree.name} version could not be rendered",
    )
    packages.unlink()
    if project.has_tooling_source():
        shutil.copytree(version.tooling, version.tree / wheel.SOURCE)
