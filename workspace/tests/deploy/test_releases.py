"""Releases: the commit they are made from, and their settings."""

import re

import pytest

from headstart.core.commands import Completed
from headstart.core.errors import WorkspaceError
from headstart.deploy import releases
from headstart.deploy.host import explain
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
