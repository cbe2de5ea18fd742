"""What goes wrong, wherever it does, leaves the files and the database as they were."""

import pytest

from tests.scaffold.projects import Project

# Types the command, and lets it fail after a step.
FAILS = """
import sys
from headstart.checks import api_client
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.scaffold import execution

def failing(step):
    def run(*words):
        step(*words)
        setattr(module, name, step)
        raise {error}
    return run

module, name = {module}, {name!r}
setattr(module, name, failing(getattr(module, name)))
sys.argv = ["inv", "new", "Tag", "name:str"]
import invoke.main
invoke.main.program.run()
"""


@pytest.mark.parametrize(
    ("module", "name", "error", "code"),
    [
        ("client", "write", "KeyboardInterrupt", 130),
        ("development", "write_migration", "OSError(28, 'full')", 1),
        ("revisions", "migrate", "KeyboardInterrupt", 130),
    ],
)
def test_after_a_failure_all_is_as_before(
    copied: Project, module: str, name: str, error: str, code: int
) -> None:
    tree, schema = copied.tree(), copied.schema()

    copied.python("-P", "-c", "import sys; sys.path.insert(0, '.')\n" + FAILS.format(**locals()), code=code)

    assert copied.tree() == tree
    assert copied.schema() == schema


def test_a_dry_run_shows_the_difference_and_makes_none(copied: Project) -> None:
    tree = copied.tree()

    shown = copied.inv("new", "Tag", "name:str", "--dry-run").stdout

    assert "write   backend/app/models/tag.py" in shown
    assert "+class Tag(Base):" in shown
    assert "+Tag name:str" in shown
    assert copied.tree() == tree


def test_a_file_that_would_be_overwritten_is_named_and_stays(copied: Project) -> None:
    there = copied.root / "backend" / "app" / "services" / "tags.py"
    there.write_text("mine\n", "utf-8")
    tree = copied.tree()

    refused = copied.inv("new", "Tag", "name:str")

    assert refused.stderr.startswith("inv: Tag would overwrite backend/app/services/tags.py: move that away")
    assert copied.tree() == tree


def test_models_that_were_changed_without_a_migration_are_in_the_way(copied: Project) -> None:
    (copied.root / "backend" / "app" / "models" / "loose.py").write_text(
        "from app.models.base import Base\n\n\nclass Loose(Base):\n    __tablename__ = 'loose_ones'\n",
        "utf-8",
    )
    tree = copied.tree()

    refused = copied.inv("new", "Tag", "name:str")

    assert refused.stderr.startswith("inv: models were changed without a migration: run `inv migration`")
    assert copied.tree() == tree
