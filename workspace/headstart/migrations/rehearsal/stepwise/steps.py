"""Lists migrations and runs a single one."""

from typing import TypedDict

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import RevisionStep
from alembic.script import ScriptDirectory
from alembic.util import to_tuple


class Migration(TypedDict):
    """A revision: its name, its predecessors, its message and its file."""

    revision: str
    follows: tuple[str, ...]
    message: str
    path: str


def history(config: Config) -> list[Migration]:
    """Return all migrations in order."""
    newest_first = ScriptDirectory.from_config(config).walk_revisions()
    return [
        Migration(
            revision=each.revision,
            follows=to_tuple(each.down_revision, default=()),
            message=each.doc,
            path=each.path,
        )
        for each in reversed(list(newest_first))
    ]


def run(config: Config, direction: str, revision: str) -> None:
    """Run the upgrade or the downgrade of one migration, regardless of others in the history."""
    script = ScriptDirectory.from_config(config)
    step = RevisionStep(script.revision_map, script.get_revision(revision), direction == "upgrade")
    with EnvironmentContext(config, script, fn=lambda _heads, _context: [step]):
        script.run_env()
