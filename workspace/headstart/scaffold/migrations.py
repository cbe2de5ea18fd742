"""Finds the migration of a resource, if it can be reverted and deleted."""

import re
from collections.abc import Callable, Collection
from pathlib import Path

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.migrations import revisions

FOLDER = "backend/migrations/versions"
# The statements that let only the owner see the rows of a new table.
ROW_SECURITY = re.compile(r'op\.execute\(\s*"(ALTER TABLE \w+ ENABLE ROW LEVEL SECURITY|CREATE POLICY )')


def find_revertible_migration(tables: Collection[str], root: Path = project.ROOT) -> str | None:
    """Return the migration that created some tables; None if it has to stay.

    It can be reverted if it is the newest one, does nothing else, and has not been pushed.
    """
    return _newest(lambda text: sorted(_created_tables(text)) == sorted(tables), root)


def find_revertible_addition(message: str, part: str, root: Path = project.ROOT) -> str | None:
    """Return the migration that ``inv field`` wrote for a new column or table, as above."""
    return _newest(
        lambda text: (
            text.startswith(f'"""{message}."""') and [part] in (_added_columns(text), _created_tables(text))
        ),
        root,
    )


def _newest(fits: Callable[[str], bool], root: Path) -> str | None:
    newest = revisions.newest_revision()
    for path in (root / FOLDER).glob("*.py"):
        text = path.read_text("utf-8")
        if f'revision: str = "{newest}"' in text.splitlines():
            name = str(path.relative_to(root))
            return name if fits(text) and not _is_pushed(name) else None
    return None


def previous_revision(text: str) -> str:
    """Return the revision before a migration's own."""
    match = re.search(r'^down_revision[^=]*= "(\w+)"', text, re.MULTILINE)
    return match[1] if match else "base"


def _created_tables(text: str) -> list[str]:
    """Return the tables that a migration creates, in order; empty if it does anything else."""
    upgrade = text.partition("def upgrade()")[2].partition("def downgrade()")[0]
    upgrade = ROW_SECURITY.sub("", upgrade)
    operations = set(re.findall(r"op\.(\w+)\(", upgrade)) - {"f", "create_index"}
    return re.findall(r'create_table\(\s*"(\w+)"', upgrade) if operations == {"create_table"} else []


def _added_columns(text: str) -> list[str]:
    upgrade = text.partition("def upgrade()")[2].partition("def downgrade()")[0]
    operations = set(re.findall(r"op\.(\w+)\(", upgrade)) - {"execute", "get_context"}
    return re.findall(r'sa\.Column\(\s*"(\w+)"', upgrade) if operations == {"add_column"} else []


def _is_pushed(path: str) -> bool:
    try:
        log = git.run("log", "--remotes", "--max-count=1", "--format=%H", "--", path)
    except WorkspaceError:  # git is not installed
        return False
    return bool(log.stdout.strip())
