"""Releases: the commit they are made from, and their settings."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from headstart.build import images
from headstart.core.commands import Completed
from headstart.core.errors import WorkspaceError
from headstart.deploy import deployment, releases
from headstart.deploy.host import Host, explain
from headstart.deploy.targets import Target
from tests.support.repositories import Repository


def test_settings_are_literal() -> None:
    settings = {"MAIL_FROM": 'Shop "$X" <a@example.com>', "SMTP_URL": "smtp://a=b@example.com#c"}
    text = releases.format_settings(settings)

    assert text.startswith("MAIL_FROM='Shop \"$X\" <a@example.com>'\n")
    assert releases.parse_settings(text) == settings


def test_uncommitted_changes_are_only_deployed_on_request(repository: Repository) -> None:
    repository.commit("one")
    commit = releases.checked_out_commit(dirty=False)
    (repository.root / "file").write_text("x", "utf-8")

    with pytest.raises(WorkspaceError, match="uncommitted changes: commit them, or pass --dirty"):
        releases.checked_out_commit(dirty=False)

    assert re.fullmatch("[0-9a-f]{7}", commit)
    assert releases.checked_out_commit(dirty=True) == f"{commit}-dirty"


@pytest.mark.parametrize(
    ("stderr", "message"),
    [
        ("ssh: Could not resolve hostname x: Name or service not known", "no server is called me@x: correct"),
        ("me@x: Permission denied (publickey).", "me@x refuses your SSH key: run `ssh-copy-id me@x`"),
        ("Host key verification failed.", "the key of me@x is unknown or has changed: compare"),
        ("ssh: connect to host x port 22: Connection refused", "me@x refuses connections: start SSH there"),
        ("ssh: connect to host x port 22: Connection timed out", "me@x does not answer: check its address"),
        (
            "Bad owner on config",
            r"the connection to me@x failed \(Bad owner on config\): check it with `ssh me@x`",
        ),
    ],
)
def test_a_failed_connection_is_explained(stderr: str, message: str) -> None:
    assert re.match(message, explain("me@x", Completed(255, "", stderr)))


@pytest.fixture
def infra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the folder that releases are made from."""
    copy = tmp_path / "infra"
    shutil.copytree(images.COMPOSE_FILE.parent, copy)
    monkeypatch.setattr(images, "COMPOSE_FILE", copy / images.COMPOSE_FILE.name)
    return copy


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    """Return a server in a folder of this machine, whose Docker does nothing."""
    (tmp_path / "docker").write_text('#!/bin/sh\necho "$*" >>"$HOME/log"\n', "utf-8")
    (tmp_path / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("HOME", str(tmp_path))
    return Host(Target("local", "here", {}), "shop", ("sh", "-c", 'eval "$1"'))


def new(host: Host, name: str) -> releases.Release:
    return releases.new(host, name, ["api:1", "ui:1"], None, replace_proxy=False)


@contextmanager
def step(_name: str) -> Iterator[list[str]]:
    yield []


def test_a_change_of_the_programs_of_the_backup_replaces_its_container(host: Host, infra: Path) -> None:
    before = new(host, "1").settings
    with (infra / "postgres" / "backup" / "nightly").open("a", encoding="utf-8") as program:
        program.write("# changed")
    after = new(host, "2").settings

    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"RELEASE", "POSTGRES_FILES"}
    assert "files: ${POSTGRES_FILES:-}" in images.COMPOSE_FILE.read_text("utf-8")


def test_a_release_has_what_its_overlays_need(host: Host, infra: Path, tmp_path: Path) -> None:
    (infra / "compose.own.yml").write_text("secrets:\n  own:\n    file: ./secrets/own\n", "utf-8")
    target = replace(host.target, overlays=("own", "observability"))
    release = new(replace(host, target=target), "1")
    releases.write(replace(host, target=target), release)

    folder = tmp_path / "shop"
    assert (folder / "secrets" / "own").read_text("utf-8") == ""
    assert (folder / "observability" / "prometheus.yml").exists()
    assert "OBSERVABILITY_FILES" in release.settings
    assert (
        "--file releases/1/compose.production.yml "
        "--file releases/1/compose.own.yml --file releases/1/compose.observability.yml config"
    ) in (tmp_path / "log").read_text("utf-8")


def test_a_return_brings_back_the_programs_of_that_release(host: Host, infra: Path, tmp_path: Path) -> None:
    program, used = (folder / "postgres" / "backup" / "nightly" for folder in (infra, tmp_path / "shop"))
    old = new(host, "1")
    releases.write(host, old)
    text = program.read_text("utf-8")
    program.write_text("new", "utf-8")
    releases.write(host, new(host, "2"))
    assert used.read_text("utf-8") == "new"

    deployment._serve(host, old, "", step)

    assert used.read_text("utf-8") == text
