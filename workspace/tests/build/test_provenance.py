"""The labels of images name the source and the revision, and no secret."""

from datetime import UTC, datetime

import pytest

from headstart.build import provenance
from tests.support.repositories import Repository


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("https://git.example.com/ada/shop.git", "https://git.example.com/ada/shop"),
        ("git@git.example.com:ada/shop.git", "https://git.example.com/ada/shop"),
        ("ssh://git@git.example.com/ada/shop", "https://git.example.com/ada/shop"),
        ("https://token@git.example.com/ada/shop", ""),
        ("/home/ada/shop", ""),
        ("", ""),
    ],
)
def test_a_remote_is_named_by_its_web_address(address: str, source: str) -> None:
    assert provenance.source(address) == source


def test_uncommitted_changes_are_part_of_the_revision(repository: Repository) -> None:
    commit = repository.git("rev-parse", "HEAD").strip()
    found = provenance.variables()
    assert (found["SOURCE"], found["REVISION"]) == ("", commit)
    assert datetime.fromisoformat(found["REVISION_TIME"]) <= datetime.now(UTC)

    (repository.root / "new").touch()

    assert provenance.variables()["REVISION"] == f"{commit}-dirty"
