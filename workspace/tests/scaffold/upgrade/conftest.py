"""Fixtures: a template of a few files, and a product made from it."""

import shutil
from pathlib import Path

import pytest

from headstart.core import project
from tests.scaffold.upgrade.template import Product, Template

UV = project.STATE / f"uv-{project.pins().uv}"


@pytest.fixture
def template(folder: Path, state: Path) -> Template:
    """Return a template whose only release is 0.2.0."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    if UV.exists():
        (state / UV.name).symlink_to(UV)  # it is not installed again for each test
    return Template(folder / "template")


@pytest.fixture
def product(template: Template, folder: Path) -> Product:
    """Return a product of the release 0.2.0."""
    return Product(template, folder / "product")
