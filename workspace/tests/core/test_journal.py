"""The journal restores what a killed command has changed, also if the tooling is half written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from headstart.core import journal
from headstart.core.journal import Journal, Record
from tests.support.bare_machines import BareMachine

BEFORE = {"changed.txt": b"before", "deleted.txt": b"deleted", "place": b"a file", "script": b"#!/bin/sh"}


@pytest.fixture
def root(folder: Path) -> Path:
    """Return a project with some files."""
    root = folder / "project"
    root.mkdir()
    for name, content in BEFORE.items():
        (root / name).write_bytes(content)
    (root / "script").chmod(0o755)
    (root / "link").symlink_to("changed.txt")
    return root


def contents(root: Path) -> dict[str, bytes | None]:
    return {str(path.relative_to(root)): journal.content(path) for path in sorted(root.rglob("*"))}


def run_script(folder: Path, root: Path) -> str:
    """Run the copy of the module next to the journal, with nothing but the standard library."""
    result = subprocess.run(
        [sys.executable, "-I", "-S", folder / "undo.py", root],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return result.stderr


def test_everything_that_a_command_changes_is_restored(root: Path, folder: Path) -> None:
    before, journal_ = contents(root), Journal(root, folder / "journal")
    (root / ".git").mkdir()
    (root / ".git" / "HEAD").touch()
    files = (
        journal_.file("changed.txt", b"after"),
        journal_.file("deleted.txt"),
        journal_.file("place"),
        journal_.file("place/of/a/file", b"in a folder"),
        journal_.file("script", is_generated=True),
        journal_.file("link"),
        journal_.file("new/folder/file", b"new"),
        journal_.file("unpacked", is_generated=True),
    )
    journal_.write(Record("`inv it`", files, {".git": str(folder / "kept")}))
    (root / "changed.txt").write_text("aft", "utf-8")  # in part
    for name in ("deleted.txt", "place", "link"):
        (root / name).unlink()
    for name in ("place/of/a/file", "new/folder/file", "unpacked/by/a/program"):
        (root / name).parent.mkdir(parents=True)
        (root / name).touch()
    (root / "new" / "__pycache__").mkdir()
    (root / "new" / "__pycache__" / "file.pyc").touch()
    (root / "script").write_text("generated", "utf-8")
    (root / "script").chmod(0o600)
    (root / ".git").rename(folder / "kept")

    assert run_script(folder / "journal", root) == "inv: `inv it` was interrupted: its changes are undone\n"

    assert contents(root) == before | {".git": None, ".git/HEAD": b""}
    assert (root / "script").stat().st_mode & 0o777 == 0o755
    assert (root / "link").is_symlink()
    assert not journal_.is_pending
    assert run_script(folder / "journal", root) == ""


def test_changes_of_others_are_kept_and_listed(root: Path, folder: Path) -> None:
    journal_ = Journal(root, folder / "journal")
    journal_.write(Record("`inv it`", (journal_.file("changed.txt", b"after"), journal_.file("place", b"b"))))
    (root / "changed.txt").write_text("mine", "utf-8")
    (root / "place").write_text("b", "utf-8")

    assert "others in the meantime and not restored: changed.txt\n" in run_script(folder / "journal", root)

    assert (root / "changed.txt").read_text("utf-8") == "mine"
    assert (root / "place").read_bytes() == BEFORE["place"]


def test_changes_of_a_database_stay_in_the_journal_after_the_files(root: Path, folder: Path) -> None:
    journal_ = Journal(root, folder / "journal")
    journal_.write(Record("`inv it`", (journal_.file("changed.txt", b""),), database={"url": "secret"}))
    (root / "changed.txt").write_text("", "utf-8")

    assert "its changes are undone" in run_script(folder / "journal", root)
    (root / "changed.txt").write_text("", "utf-8")
    assert run_script(folder / "journal", root) == ""

    assert (root / "changed.txt").read_text("utf-8") == ""
    assert journal_.read().database == {"url": "secret"}
    assert (folder / "journal" / "changes.json").stat().st_mode & 0o077 == 0


HOLDER = r"""
import os, sys
from pathlib import Path
from headstart.core import commands
from headstart.core.journal import Journal, Record
root, folder, gate = map(Path, sys.argv[1:])
journal = Journal(root, folder)
with journal.lock(wait=True):
    journal.write(Record("`inv it`", (journal.file("new", b"new\n"),)))
    commands.run(["sh", "-c", f"kill -9 {os.getpid()}; cat {gate}; echo new > new"], cwd=root)
"""


def test_nothing_is_undone_while_a_program_of_the_killed_command_runs(root: Path, folder: Path) -> None:
    journal_, gate = Journal(root, folder / "journal"), folder / "gate"
    os.mkfifo(gate)
    killed = subprocess.run([sys.executable, "-c", HOLDER, root, folder / "journal", gate], check=False)
    assert killed.returncode == -9

    assert run_script(folder / "journal", root) == ""
    with journal_.lock(wait=False) as is_free:
        assert not is_free
    gate.write_text("go on", "utf-8")

    with journal_.lock(wait=True):
        assert (root / "new").read_text("utf-8") == "new\n"
        journal_.undo_files()
    assert not (root / "new").exists()


def test_inv_starts_after_a_kill_that_left_neither_settings_nor_tooling(bare: BareMachine) -> None:
    bare.set_up()
    journal_ = Journal(bare.root, bare.state / "journal")
    paths = [*bare.root.glob("workspace/**/*.py"), bare.root / "pyproject.toml"]
    journal_.write(
        Record("`inv init`", tuple(journal_.file(str(path.relative_to(bare.root))) for path in paths))
    )
    for path in paths:
        path.unlink()

    result = bare.inv("--list")

    assert result.returncode == 0, result.stderr
    assert result.stderr == "inv: `inv init` was interrupted: its changes are undone\n"
    assert all(path.exists() for path in paths)
