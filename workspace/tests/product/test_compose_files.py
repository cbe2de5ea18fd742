"""What the production Compose files have in common."""

from pathlib import Path

import pytest
import yaml

from headstart.core import project

FILES = sorted((project.ROOT / "infra").glob("compose.*.yml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_container_has_limits_for_processes_memory_and_logs(file: Path) -> None:
    for name, service in yaml.safe_load(file.read_text("utf-8"))["services"].items():
        if "image" in service:
            assert {"pids_limit", "mem_limit"} <= service.keys(), name
            assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}, name
