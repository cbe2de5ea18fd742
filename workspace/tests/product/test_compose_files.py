"""The production Compose files: Docker accepts each, and no container is without limits."""

import os
from pathlib import Path

import pytest
import yaml

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


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_container_has_limits_for_processes_memory_and_logs(file: Path) -> None:
    for name, service in yaml.safe_load(file.read_text("utf-8"))["services"].items():
        if "image" in service:
            assert {"pids_limit", "mem_limit"} <= service.keys(), name
            assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}, name
