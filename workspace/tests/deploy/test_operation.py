"""Scripts for a server, run in a folder of this machine with a program in the place of Docker."""

import os
from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.deploy import deployment
from headstart.deploy.host import Host
from headstart.deploy.targets import Target

DOCKER = r"""#!/bin/sh
echo "$*" >>"$HOME/log"
case "$*" in
    *pg_dump*) echo "half of the dump"; exit 1 ;;
    *"config --services") echo backup ;;
    *"exec -T backup cat /run/secrets/backup_key") cat "$HOME/running_key" ;;
esac
"""


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    """Return a connection that leads to a folder."""
    (tmp_path / "docker").write_text(DOCKER, "utf-8")
    (tmp_path / "docker").chmod(0o755)
    for folder in ("backups", "secrets"):
        (tmp_path / "shop" / folder).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return Host(Target("production", "example.com"), "shop", ("sh", "-c", 'eval "$2"', "ssh"))


def test_nothing_is_left_of_a_dump_that_failed(host: Host, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no dump"):
        host.run(deployment.BACK_UP, "20261128", failure="no dump")

    assert list((tmp_path / "shop" / "backups").iterdir()) == []
