"""The tasks for snapshots and dumps: their output, questions and errors."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.devdb import snapshots
from headstart.postgres import urls
from headstart.tasks import snapshots as tasks
from tests.support.checksums import checksums
from tests.support.statements import execute
from tests.support.tables import make_tables
from tests.support.terminals import Terminal


@pytest.fixture(autouse=True)
def url(migrated: str) -> Iterator[str]:
    """Return the address of the development database, on a server that has no snapshot afterwards."""
    make_tables(migrated)
    yield migrated
    for each in snapshots.list_snapshots(migrated):
        snapshots.remove(migrated, each)


def test_a_snapshot_is_taken_listed_restored_and_deleted(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tasks.snapshot(Context(), name="it's [bold]", note="a note")
    output = capsys.readouterr().out
    assert output.startswith("took the snapshot it's [bold] (2")
    assert output.endswith("""`inv db.restore 'it'"'"'s [bold]'` restores it\n""")

    tasks.list_snapshots(Context())
    header, row = capsys.readouterr().out.splitlines()
    assert header.split() == ["name", "branch", "revision", "date", "size", "kind", "note"]
    assert row.startswith("it's [bold] ")
    assert row.rstrip().endswith("by hand  a note")

    before = checksums(url)
    execute(url, "INSERT INTO own_authors (name) VALUES ('new')")
    tasks.restore(Context(), yes=True)
    assert checksums(url) == before
    assert "`inv db.restore before-restore-" in capsys.readouterr().out

    tasks.remove(Context(), "it's [bold]", yes=True)
    assert capsys.readouterr().out.startswith("deleted the snapshot it's [bold] (2")
    assert [each.label.kind for each in snapshots.list_snapshots(url)] == ["before restore"]


def test_an_empty_list_explains_how_to_take_a_snapshot(capsys: pytest.CaptureFixture[str]) -> None:
    tasks.list_snapshots(Context())
    assert capsys.readouterr().out == "no snapshots: `inv db.snapshot` takes one\n"


@pytest.mark.parametrize("question", ["restore", "remove", "load"])
def test_answering_no_changes_nothing(
    question: str, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tasks.snapshot(Context(), name="mine")
    (folder / "mine").touch()
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    with pytest.raises(Exit, match="nothing was changed"):
        getattr(tasks, question)(Context(), "mine")
    assert "mine" in capsys.readouterr().out.splitlines()[-1]
    assert [each.label.name for each in snapshots.list_snapshots(url)] == ["mine"]


def test_a_dump_is_written_and_loaded(url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "a dump"
    tasks.dump(Context(), file=str(path))
    output = capsys.readouterr().out
    assert re.match(rf"wrote {re.escape(str(path))} \(\d\.\d MB\): `inv db\.load` loads it", output)
    execute(url, "INSERT INTO own_authors (name) VALUES ('new')")
    tasks.load(Context(), str(path), yes=True)
    assert f"loaded {path} into {urls.database_name(url)}\n" in capsys.readouterr().out
    assert checksums(url)["own_authors"] == (0, None)


def test_a_dump_that_does_not_exist_is_refused_before_a_question(folder: Path) -> None:
    with pytest.raises(Exit, match=f"there is no file {folder}/none: run `inv db.dump` to write one"):
        tasks.load(Context(), str(folder / "none"))


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("elsewhere", "it is at the migration elsewhere, which this checkout does not have"),
        (None, "it is at no revision: run `inv migrate`"),
    ],
)
def test_another_revision_is_reported(
    revision: str | None, message: str, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    execute(url, "UPDATE alembic_version SET version_num = %s WHERE %s IS NOT NULL", revision, revision)
    if revision is None:
        execute(url, "DELETE FROM alembic_version")
    tasks.snapshot(Context(), name="mine")
    tasks.restore(Context(), name="mine", yes=True)
    assert capsys.readouterr().out.splitlines()[-1] == message


@pytest.mark.parametrize("task", ["snapshot", "restore", "remove", "load"])
def test_databases_on_another_machine_are_refused(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.com/shop")
    with pytest.raises(Exit, match=rf"not on this machine: `inv db.{task}` only works on local databases"):
        getattr(tasks, task)(Context(), "mine")
