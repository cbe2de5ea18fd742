"""Scripts for a server, run in a folder of this machine with a program in the place of Docker."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.deploy import deployment, operation
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


def test_a_new_key_of_the_backups_keeps_the_former_ones(host: Host, tmp_path: Path) -> None:
    old, new = "a" * 64, "b" * 64
    key = tmp_path / "shop" / "secrets" / "backup_key"
    key.write_text(old, "utf-8")

    operation.set_secret(host, "backup_key", new)

    assert key.read_text("utf-8").split() == [new, old]


@pytest.mark.sample  # accounts
def test_a_secret_can_be_set_before_the_deployment_that_needs_it(host: Host, tmp_path: Path) -> None:
    (tmp_path / "shop" / "secrets").rmdir()
    with pytest.raises(
        WorkspaceError, match="there is no secret oidc_client_secret: use one of secret_key, "
    ):
        operation.set_secret(host, "oidc_client_secret", "x")

    with_overlay = replace(host, target=replace(host.target, overlays=("oidc",)))
    operation.set_secret(with_overlay, "oidc_client_secret", "from the provider")

    assert (tmp_path / "shop" / "secrets" / "oidc_client_secret").read_text("utf-8") == "from the provider"


def test_the_service_of_the_backups_gets_a_new_key(host: Host, tmp_path: Path) -> None:
    (tmp_path / "shop" / "secrets" / "backup_key").write_text("new\nold\n", "utf-8")

    for running, is_replaced in (("new\nold\n", False), ("old\n", True)):
        (tmp_path / "running_key").write_text(running, "utf-8")
        (tmp_path / "log").unlink(missing_ok=True)
        host.run(deployment.START_BACKUP, "20261128", failure="no backup")
        log = (tmp_path / "log").read_text("utf-8")
        assert ("rm --stop --force backup\n" in log) == is_replaced
        assert "up --detach --no-deps backup\n" in log
