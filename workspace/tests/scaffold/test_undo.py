"""A failure at any step leaves the files and the database as they were."""

import os
import re
import signal

import pytest

from tests.scaffold.projects import Project
from tests.support.polling import until

# Run the command and let it fail after a step.
FAILING_RUN = """
import sys
from headstart.checks import api_client
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.scaffold import execution

def failing(step):
    def run(*args):
        step(*args)
        setattr(module, name, step)
        raise {error}
    return run

module, name = {module}, {name!r}
setattr(module, name, failing(getattr(module, name)))
sys.argv = ["inv", "new", "OwnTag", "name:str"]
import invoke.main
invoke.main.program.run()
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "name", "error", "code"),
    [
        ("api_client", "write", "KeyboardInterrupt", 130),
        ("development", "write_migration", "OSError(28, 'full')", 1),
        ("revisions", "migrate", "KeyboardInterrupt", 130),
    ],
)
def test_a_failure_changes_nothing(
    project_copy: Project, module: str, name: str, error: str, code: int
) -> None:
    tree, schema = project_copy.tree(), project_copy.schema()

    project_copy.python(
        "-P", "-c", "import sys; sys.path.insert(0, '.')\n" + FAILING_RUN.format(**locals()), code=code
    )

    assert project_copy.tree() == tree
    assert project_copy.schema() == schema


def test_a_dry_run_shows_the_difference_and_makes_none(project_copy: Project) -> None:
    tree = project_copy.tree()

    output = project_copy.inv("new", "OwnTag", "name:str", "--dry-run").stdout

    assert "write   backend/app/models/own_tag.py" in output
    assert "+class OwnTag(TeamOwned, Base):" in output
    assert '+OwnTag = "name:str"' in output
    assert project_copy.tree() == tree


def test_a_file_that_would_be_overwritten_is_named_and_stays(project_copy: Project) -> None:
    existing = project_copy.root / "backend" / "app" / "services" / "own_tags.py"
    existing.write_text("mine\n", "utf-8")
    tree = project_copy.tree()

    refused = project_copy.inv("new", "OwnTag", "name:str")

    assert refused.stderr == (
        "inv: `OwnTag`: backend/app/services/own_tags.py already exists; for example, write `OwnTagRecord`\n"
    )
    assert project_copy.tree() == tree


def test_changed_models_without_a_migration_are_refused(project_copy: Project) -> None:
    (project_copy.root / "backend" / "app" / "models" / "loose.py").write_text(
        "from app.models.base import Base\n\n\nclass Loose(Base):\n    __tablename__ = 'loose_ones'\n",
        "utf-8",
    )
    tree = project_copy.tree()

    refused = project_copy.inv("new", "OwnTag", "name:str")

    assert refused.stderr.startswith("inv: models have changed without a migration: run `inv migration`")
    assert project_copy.tree() == tree


MINE = """revision: str = "feedbeef0001"
down_revision = {!r}


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
"""


def test_an_interrupted_command_keeps_concurrent_changes(project_copy: Project) -> None:
    tree, schema = project_copy.tree(), project_copy.schema()
    process = project_copy.start("new", "OwnTag", "name:str")
    until((project_copy.root / "backend/app/models/own_tag.py").exists)
    migration, factories = "backend/migrations/versions/20990101_mine.py", "backend/factories/__init__.py"
    (project_copy.root / migration).write_text(MINE.format(project_copy.revision()), "utf-8")
    with (project_copy.root / factories).open("a", encoding="utf-8") as file:
        file.write("# mine\n")

    os.killpg(process.pid, signal.SIGINT)

    _, error = process.communicate()
    assert process.returncode == 130
    assert f"changed by others in the meantime and not restored: {factories}" in error
    after = project_copy.tree()
    assert after.keys() - tree.keys() == {migration}
    assert {path for path in tree if tree[path] != after.get(path)} == {factories}
    assert project_copy.schema() == schema


@pytest.mark.slow
def test_a_migration_whose_command_was_killed_is_written_again(project_copy: Project) -> None:
    model = project_copy.root / "backend" / "app" / "models" / "loose.py"
    model.write_text(
        "from app.models.base import Base\n\n\nclass Loose(Base):\n    __tablename__ = 'loose_ones'\n",
        "utf-8",
    )
    versions, before = project_copy.root / "backend" / "migrations" / "versions", project_copy.tree().keys()
    count = len([*versions.glob("*.py")])
    killed = project_copy.start("migration", "add loose ones")
    until(lambda: len([*versions.glob("*.py")]) > count)
    killed.kill()
    killed.communicate()

    again = project_copy.inv("migration", "add loose ones")

    assert again.returncode == 0, again.stderr
    assert f"`inv migration` (process {killed.pid}) was interrupted: its changes are undone\n" in again.stdout
    [migration] = project_copy.tree().keys() - before
    assert migration in again.stdout
    assert project_copy.inv("migrate").returncode == 0


@pytest.mark.slow
def test_commands_that_were_killed_or_stopped_are_undone(project_copy: Project) -> None:
    model = project_copy.root / "backend/app/models/own_tag.py"
    tree, schema, revision = project_copy.tree(), project_copy.schema(), project_copy.revision()

    killed = project_copy.start("new", "OwnTag", "name:str")
    until(lambda: project_copy.revision() != revision)
    killed.kill()
    killed.communicate()
    sentence = f"`inv new` (process {killed.pid}) was interrupted: its changes are undone\n"
    # Programs that it started may run a little longer.
    note = f"`inv new` (process {killed.pid}), and still to be undone: run `inv migrate`"
    until(lambda: note in project_copy.inv("db.status").stdout)
    assert project_copy.inv("migrate").stdout.startswith(sentence)
    assert project_copy.tree() == tree
    assert project_copy.schema() == schema

    assert project_copy.inv("new", "OwnTag", "name:str").returncode == 0
    tree, schema = project_copy.tree(), project_copy.schema()
    stopped = project_copy.start("drop", "OwnTag", "--yes")
    until(lambda: not model.exists())
    stopped.terminate()
    assert stopped.communicate()[1] == "inv: stopped\n"
    assert stopped.returncode == 143
    assert project_copy.tree() == tree
    assert project_copy.schema() == schema


@pytest.mark.slow
def test_two_commands_run_one_after_the_other(project_copy: Project) -> None:
    processes = [project_copy.start("new", name, "name:str") for name in ("OwnAlpha", "OwnOmega")]
    outputs = [process.communicate() for process in processes]

    assert [process.returncode for process in processes] == [0, 0], outputs
    waits = re.findall(r"waiting for `inv new` \(process (\d+)\)", "".join(output for output, _ in outputs))
    assert [int(pid) for pid in waits] in [[processes[0].pid], [processes[1].pid]]
    assert project_copy.python("-m", "alembic", "heads").count("(head)") == 1
    assert project_copy.inv("migrate").returncode == 0
    for table in ("own_alphas", "own_omegas"):
        assert f"CREATE TABLE public.{table}" in project_copy.schema()
