"""Changes of migrations on the main branch are found in every kind of checkout."""

import shutil
from pathlib import Path

import pytest

from headstart.core import project
from headstart.migrations.published import FOLDER, NothingToCompare, describe_changes
from tests.support.repositories import Repository

OLD = 'revision = "old"\n\n\ndef upgrade():\n    pass\n'
OTHER = OLD.replace("pass", "print()")


@pytest.fixture
def versions(repository: Repository) -> Path:
    """Return the folder of migrations on the branch ``feature``; ``main`` has one migration."""
    versions = repository.root / FOLDER
    versions.mkdir(parents=True)
    repository.commit("a migration", **{f"{FOLDER}/old.py": OLD, "pyproject.toml": ""})
    repository.git("switch", "--quiet", "--create=feature")
    return versions


def test_new_migrations_comments_and_another_layout_are_no_change(versions: Path) -> None:
    (versions / "new.py").write_text('revision = "new"\n', "utf-8")
    (versions / "old.py").write_text(f"# squawk-ignore ban-drop-column: long unused\n{OLD}\n\n", "utf-8")
    assert describe_changes() == ""


@pytest.mark.parametrize("text", [OTHER, "not Python"])
def test_a_changed_migration_is_named_with_the_way_out(
    text: str, versions: Path, repository: Repository
) -> None:
    output = (
        f"{FOLDER}/old.py is on main and is changed here, but databases that have run it will not notice: "
        f"restore it with `git checkout main -- {FOLDER}/old.py` and write a new migration"
    )
    (versions / "old.py").write_text(text, "utf-8")
    assert describe_changes() == output
    repository.commit("change it")
    assert describe_changes() == output
    repository.git("checkout", "main", "--", f"{FOLDER}/old.py")
    assert describe_changes() == ""


def test_a_deleted_migration_is_reported(versions: Path) -> None:
    (versions / "old.py").unlink()
    assert f"{FOLDER}/old.py is on main and is deleted here" in describe_changes()


def test_migrations_of_a_new_product_may_replace_those_of_the_template(
    versions: Path, repository: Repository
) -> None:
    (versions / "old.py").unlink()
    (repository.root / "pyproject.toml").write_text('[tool.headstart]\nversion = "0.2.0"\n', "utf-8")
    with pytest.raises(NothingToCompare, match="main still contains the template"):
        describe_changes()
    repository.commit("begin")
    repository.git("branch", "--force", "main")
    assert describe_changes() == ""


def test_a_branch_may_lack_newer_migrations_of_main(versions: Path, repository: Repository) -> None:
    repository.git("switch", "--quiet", "main")
    repository.commit("another", **{f"{FOLDER}/later.py": 'revision = "later"\n'})
    repository.git("switch", "--quiet", "feature")
    assert not (versions / "later.py").exists()
    assert describe_changes() == ""


def test_the_branch_of_the_remote_counts_before_the_own_one(
    versions: Path, repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("switch", "--quiet", "main")
    clone = folder / "clone"
    repository.git("clone", "--quiet", str(repository.root), str(clone))
    (clone / versions.relative_to(repository.root) / "old.py").write_text(OTHER, "utf-8")
    repository.git("-C", str(clone), "commit", "--all", "--quiet", "--message=change it on main")
    monkeypatch.setattr(project, "ROOT", clone)
    assert "is on origin/HEAD and is changed here" in describe_changes()
    repository.git("-C", str(clone), "remote", "set-head", "origin", "--delete")
    assert "is on origin/main and is changed here" in describe_changes()


def test_a_clone_without_history_is_compared_when_it_has_the_main_branch(
    versions: Path, repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (versions / "old.py").write_text(OTHER, "utf-8")
    repository.commit("change it")
    shallow = folder / "shallow"
    address = f"file://{repository.root}"
    repository.git("clone", "--quiet", "--depth=1", "--no-single-branch", address, str(shallow))
    repository.git("-C", str(shallow), "remote", "set-head", "origin", "--delete")
    monkeypatch.setattr(project, "ROOT", shallow)
    assert describe_changes().startswith(f"{FOLDER}/old.py is on origin/main and is changed here")


def test_a_project_in_a_folder_of_its_repository_is_compared_too(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = repository.root / "shop"
    (shop / FOLDER).mkdir(parents=True)
    repository.commit("a migration", **{f"shop/{FOLDER}/old.py": OLD})
    (shop / FOLDER / "old.py").write_text(OTHER, "utf-8")
    monkeypatch.setattr(project, "ROOT", shop)
    assert describe_changes().startswith(f"{FOLDER}/old.py is on main")


@pytest.mark.usefixtures("versions")
def test_the_reason_for_skipping_is_reported(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As CI's checkout of a pull request: one commit, and no branch.
    shallow = folder / "shallow"
    repository.git("init", "--quiet", "--initial-branch=trunk", str(shallow))
    for args in (
        ("fetch", "--quiet", "--depth=1", str(repository.root), "feature"),
        ("checkout", "FETCH_HEAD"),
    ):
        repository.git("-C", str(shallow), *args)
    monkeypatch.setattr(project, "ROOT", shallow)
    with pytest.raises(NothingToCompare, match="there is no main branch to compare with"):
        describe_changes()

    shutil.rmtree(shallow / ".git")
    with pytest.raises(NothingToCompare, match="there is no main branch"):
        describe_changes()

    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(NothingToCompare, match="git is not installed"):
        describe_changes()
