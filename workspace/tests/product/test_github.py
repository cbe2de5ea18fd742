"""The configuration for GitHub: its folders and tasks exist."""

import re
from pathlib import Path

import pytest

from headstart.core import project
from headstart.tasks import TASKS

GITHUB = project.ROOT / ".github"
SCRIPTS = [*(GITHUB / "workflows").glob("*.yml"), *project.ROOT.glob(".ci/run")]


def test_dependabot_examines_exactly_the_folders_with_dependencies() -> None:
    text = (GITHUB / "dependabot.yml").read_text("utf-8")
    folders_named = [
        folder.strip()
        for folders in re.findall(r"director(?:y|ies): \[?([^\]\n]+)", text)
        for folder in folders.split(",")
    ]
    watched = {project.ROOT / folder.lstrip("/") for folder in folders_named}
    with_images = {
        path.parent for pattern in ("Dockerfile", "*/Dockerfile") for path in project.ROOT.glob(pattern)
    }

    assert [folder for folder in watched if not folder.is_dir()] == []
    assert with_images - watched == set()
    assert {project.ROOT, project.FRONTEND} - watched == set()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_ci_runs_tasks_that_exist(script: Path) -> None:
    tasks = re.findall(r"\binv ([a-z][\w.]*)", re.sub(r"#.*", "", script.read_text("utf-8")))

    assert set(tasks) - {*TASKS, "test", "deploy"} == set()
    assert tasks


def test_the_ci_of_a_product_needs_no_tooling_source() -> None:
    text = (GITHUB / "workflows" / "ci.yml").read_text("utf-8")

    assert "workspace" not in text
    assert re.findall(r'python-version: "(.+)"', text) == [project.pins().python] * text.count(
        "setup-python@"
    )
