"""The list of tasks: exactly the documented ones, each with its help."""

import re

import pytest

from headstart.tasks import app, db, snapshots, tests
from headstart.tasks.manifest import collection
from tests.support.checkouts import Checkout

DOCUMENTED = {
    "audit", "backup.all", "backup.fetch", "backup.list", "backup.restore",
    "bench", "build", "check", "client", "completion", "db.dump", "db.follow", "db.list",
    "db.load", "db.rehearse", "db.remove", "db.reset", "db.restore", "db.shell", "db.snapshot",
    "db.start", "db.status", "db.stop", "debug", "deploy.all", "deploy.logs", "deploy.rollback",
    "deploy.secrets", "deploy.shell", "deploy.status", "docs", "doctor", "drop", "field", "format", "init",
    "jobs.all", "jobs.cancel", "jobs.retry",
    "migrate", "migration", "new", "seed", "setup", "test.all", "test.backend", "test.e2e", "test.faults",
    "test.frontend", "test.workspace", "up", "upgrade", "user.create", "user.list", "user.password",
    "user.unlock",
}  # fmt: skip


def test_the_list_names_exactly_the_documented_tasks_with_a_sentence_each(checkout: Checkout) -> None:
    entries = re.findall(r"^  ([\w.]+)(?: \(\w+\))?  +(\S.*)$", checkout.run("--list").stdout, re.MULTILINE)
    assert {name for name, _text in entries} == DOCUMENTED
    assert all(text.endswith(".") for _name, text in entries)


def test_only_the_task_on_the_command_line_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["inv", "db.start"])
    tasks = collection({"db.start": "db.start", "db.list": "snapshots.list_snapshots", "up": "app.up"})

    assert tasks["db.start"] is db.start
    assert tasks["db.list"] is not snapshots.list_snapshots
    assert tasks["db.list"].__doc__ == snapshots.list_snapshots.__doc__
    assert tasks["up"].__doc__ == app.up.__doc__


def test_the_default_task_of_a_group_is_loaded_by_the_name_of_the_group(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.argv", ["inv", "test"])

    assert collection({"test.all": "tests.run_all"})["test"] is tests.run_all


def test_the_line_that_a_shell_completes_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["inv", "--complete", "--", "inv db.restore --"])

    assert collection({"db.restore": "snapshots.restore"})["db.restore"] is snapshots.restore
