"""``inv init`` destroys nothing that is not committed, and ignores no option."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.core.errors import WorkspaceError
from headstart.scaffold import answers, initialisation
from headstart.scaffold.answers import Answers
from headstart.scaffold.initialisation import Difference
from headstart.setup import node_packages
from headstart.tasks import scaffold as tasks
from headstart.tasks.questions import Questions
from tests.support.repositories import Repository

DIFFERENCES = [
    Difference("README.md", b"theirs", b"ours"),
    Difference("docs/my \u00fc.png", b"mine", None),
    Difference("notes.txt", b"mine", None),
    Difference("old.txt", b"theirs", None),
    Difference("vendor/new.whl", None, b"a wheel"),
]


@pytest.fixture
def root(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout with two committed files, in which `init` would change `DIFFERENCES`."""
    monkeypatch.setattr(node_packages, "install", lambda: None)
    monkeypatch.setattr(initialisation, "plan", lambda _answers: DIFFERENCES)
    repository.commit("Headstart", **{"README.md": "theirs", "old.txt": "theirs"})
    return repository.root


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text("mine", "utf-8")


def test_files_that_are_not_committed_are_named_and_stay(root: Path) -> None:
    write(root, "README.md", "docs/my \u00fc.png", "notes.txt", "old.txt", "untouched.txt")

    with pytest.raises(Exit) as refused:
        tasks.init(Context(), "Acme Shop", sample=True, history=True)

    assert refused.value.message == (
        "inv: `inv init` would replace or delete files that are not committed: README.md, "
        "docs/my \u00fc.png, notes.txt and 1 more: commit or move them, or pass --yes to lose them"
    )
    assert (root / "notes.txt").read_text("utf-8") == (root / "old.txt").read_text("utf-8") == "mine"


def test_new_files_that_it_does_not_touch_are_allowed(root: Path) -> None:
    write(root, "untouched.txt", "vendor/other.whl")

    initialisation.refuse_lost_edits(DIFFERENCES, is_new=True)


def test_a_product_that_gets_another_title_keeps_edits_of_the_same_files(root: Path) -> None:
    write(root, "README.md")
    initialisation.refuse_lost_edits(DIFFERENCES, is_new=False)
    write(root, "old.txt")

    with pytest.raises(WorkspaceError, match=r"not committed: old\.txt: commit"):
        initialisation.refuse_lost_edits(DIFFERENCES, is_new=False)


def test_a_checkout_in_a_folder_of_a_repository_is_examined_too(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, "inner/notes.txt")
    monkeypatch.setattr("headstart.core.project.ROOT", root / "inner")

    with pytest.raises(WorkspaceError, match=r"not committed: notes\.txt: commit"):
        initialisation.refuse_lost_edits(DIFFERENCES, is_new=True)


BARE = Answers("Acme Shop", "acme-shop", bare=True, license="mit")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sample": True}, "this product has no sample: only a new clone"),
        ({"license": "apache-2.0"}, "this product has the licence mit: change LICENSE"),
        ({"license": "wtfpl"}, "unknown licence wtfpl: use --license with one of proprietary, mit"),
    ],
)
def test_what_a_product_has_decided_is_not_ignored(
    root: Path, options: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "read", lambda: BARE)

    with pytest.raises(Exit, match=f"inv: {message}"):
        tasks.init(Context(), "Acme Shop", yes=True, **options)


def test_what_a_product_has_decided_can_be_repeated() -> None:
    questions = Questions(yes=True)

    assert questions.license("MIT", BARE) == questions.license("", BARE) == "mit"
    assert questions.bare(bare=True, sample=False, old_answers=BARE)
    assert not questions.bare(bare=False, sample=True, old_answers=replace(BARE, bare=False))
