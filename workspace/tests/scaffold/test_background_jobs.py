"""``inv new job`` and ``inv drop job``."""

from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.scaffold.background_jobs import plan_creation, plan_removal
from tests.scaffold.projects import Project


@pytest.mark.parametrize(
    ("name", "args", "cron", "message"),
    [
        ("sendReminder", [], "", "`sendReminder`: the name of a job is a class"),
        ("SendReminder", ["book"], "", "`book`: the type of a job's field is str, int, float or bool"),
        ("SendReminder", ["price:decimal"], "", "`price:decimal`: the type of a job's field is"),
        ("SendReminder", ["queue:str"], "", "`queue:str`: queue is reserved"),
        ("SendReminder", ["days:int=x"], "", "`days:int=x`: the default is no int"),
        ("SendReminder", ["a:int", "a:str"], "", "a is given twice: leave one out"),
        ("SendReminder", [], "daily", "`daily`: a schedule has five fields"),
        ("SendReminder", [], "61 * * * *", "`61 * * * *`: a schedule has five fields"),
    ],
)  # fmt: skip
def test_invalid_arguments_are_refused(name: str, args: list[str], cron: str, message: str) -> None:
    with pytest.raises(WorkspaceError) as refused:
        plan_creation(name, args, cron)
    assert str(refused.value).startswith(message)


def test_an_existing_file_is_not_overwritten(folder: Path) -> None:
    (folder / "backend/app/services").mkdir(parents=True)
    (folder / "backend/app/services/send_reminder.py").touch()
    with pytest.raises(WorkspaceError, match=r"would overwrite backend/app/services/send_reminder\.py"):
        plan_creation("SendReminder", [], root=folder)


def test_fields_of_a_scheduled_job_have_a_default() -> None:
    changes = plan_creation(
        "SendReminder", ["book_id:int", "note:str=it's", "loud:bool=true"], "0 9 * * 1"
    ).changes
    texts = "\n".join(change.after or "" for change in changes)
    assert "    book_id: int | None = None\n" in texts
    assert '    note: str = "it\'s"\n' in texts
    assert "    loud: bool = True\n" in texts
    assert '@handler(SendReminder, cron="0 9 * * 1")' in texts


def test_a_job_that_does_not_exist_cannot_be_dropped(folder: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"there is no job SendReminder to drop: .* are none"):
        plan_removal("SendReminder", folder)


@pytest.mark.slow
def test_a_new_job_passes_checks_and_its_test_and_can_be_dropped(project_copy: Project) -> None:
    before = project_copy.tree()

    new = project_copy.inv("new", "job", "SendReminder", "book_id:int", "note:str?")
    assert new.returncode == 0, new.stderr
    project_copy.python("-m", "pytest", "-n0", "-q", "backend/tests/jobs/test_send_reminder.py")
    project_copy.python("-m", "mypy")
    project_copy.python("-m", "ruff", "check", "backend")
    assert project_copy.inv("new", "job", "WriteReport", "--cron", "0 3 * * *").returncode == 0

    user = project_copy.root / "backend" / "app" / "services" / "cloud.py"
    user.write_text("from app.services.send_reminder import SendReminderService\n", "utf-8")
    refused = project_copy.inv("drop", "job", "SendReminder", "--yes").stderr
    assert refused == "inv: backend/app/services/cloud.py still uses SendReminder: remove that first\n"
    user.unlink()
    for name in ("SendReminder", "WriteReport"):
        dropped = project_copy.inv("drop", "job", name, "--yes")
        assert dropped.returncode == 0, dropped.stderr
    assert project_copy.tree() == before
