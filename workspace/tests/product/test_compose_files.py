"""Docker Compose accepts the production file alone, and with each of the files that are added to it."""

import os
from pathlib import Path

import pytest

from headstart.build import images
from headstart.core import commands, project

FILES = sorted((project.ROOT / "infra").glob("compose.*.yml"))
REQUIRED = {"OIDC_ISSUER": "https://id.example.com", "OIDC_CLIENT_ID": "shop"}


@pytest.fixture(scope="module")
def docker() -> str:
    return images.docker() or pytest.skip("Docker is not running")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_compose_accepts_the_file(docker: str, file: Path) -> None:
    files = dict.fromkeys((images.COMPOSE_FILE, file))
    args = (docker, "compose", *(f"--file={each}" for each in files), "config", "--quiet")

    assert commands.output(args, {**os.environ, **REQUIRED}, failure="Compose refuses the file") == ""
