"""Whether a resource's migration can be taken back, as if it had never been written."""

import re
from pathlib import Path

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.migrations import revisions

FOLDER = "backend/migrations/versions"


def unshared_creation(table: str, root: Path = project.ROOT) -> str | None:
    """Return the file of the migration that made a table; None where it has to stay.

    It has to be the newest one, to do nothing else, and to be on no branch of another repository.
    """
    newest = revisions.newest_revision()
    for path in (root / FOLDER).glob("*.py"):
        text = path.read_text("utf-8")
        if f'revision: str = "{newest}"' in text.splitlines():
            name = str(path.relative_to(root))
            return name if _only_makes(table, text) and not _is_shared(name) else None
    return None


def predecessor(text: str) -> str:
    """Return the revision before a migration's own."""
    found = re.search(r'^down_revision[^=]*= "(\w+)"', text, re.MULTILINE)
    return found[1] if found else "base"


def _only_makes(table: str, text: str) -> bool:
    upgrade = text.partition("def upgrade()")[2].partition("def downgrade()")[0]
    done = set(re.findall(r"op\.(\w+)\(", upgrade)) - {"f", "create_index"}
    return done == {"create_table"} and re.findall(r'create_table\(\s*"(\w+)"', upgrade) == [table]


def _is_shared(path: str) -> bool:
    try:
        found = git.run("log", "--remotes", "--max-count=1", "--format=%H", "--", path)
    except WorkspaceError:  # without git nothing was pushed
        return False
    return bool(found.stdout.strip())
