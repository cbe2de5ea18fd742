"""Headstart's own files as a template with two releases: 0.2.0 is this checkout, 0.3.0 is fictitious."""

import re
import shutil
from pathlib import Path

from headstart.core import git, project
from headstart.scaffold import sample
from tests.support.repositories import Repository

VERSIONS = "backend/migrations/versions"
BARE = "workspace/headstart/scaffold/templates/bare"
NAME = "20990101_000000_say_what_it_is_for.py"
MIGRATION = '''"""Say what the database is for."""

from collections.abc import Sequence

from alembic import op

revision: str = "{revision}"
down_revision: str | Sequence[str] | None = "{follows}"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    op.execute("COMMENT ON SCHEMA public IS 'of this product'")


def downgrade() -> None:
    """Go back."""
    op.execute("COMMENT ON SCHEMA public IS NULL")
'''


def make_template(root: Path) -> Repository:
    """Make a repository with both releases; 0.2.0 is checked out."""
    template = Repository(root)
    files = git.run("ls-files", "--cached", "--others", "--exclude-standard", "-z").stdout.split("\0")
    for path in (path for path in files if path and (project.ROOT / path).is_file()):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(project.ROOT / path, root / path)
    template.commit("Release 0.2.0")
    template.git("tag", "v0.2.0")
    _change_files(root)
    _add_migrations(root)
    template.commit("Release 0.3.0")
    template.git("tag", "v0.3.0")
    template.git("reset", "--quiet", "--hard", "v0.2.0")
    return template


def _change_files(root: Path) -> None:
    edit(root / "workspace/pyproject.toml", r'^version = ".*"', 'version = "0.3.0"')
    edit(root / "CHANGELOG.md", r"^## ", "## 0.3.0 - 2027-01-01\n\n- Made up.\n\n## ")
    edit(root / "backend/app/errors.py", r'\A""".*"""$', '"""The errors of 0.3.0."""')
    edit(root / "backend/app/controllers/health.py", r'"""Check that the data.*"""', '"""Return 0.3.0."""')
    edit(root / "docker-compose.yml", r"\A", "# Changed in 0.3.0.\n")
    edit(root / "docs/production.md", r"\A", "Changed in 0.3.0.\n")
    (root / "docs/environments.md").rename(root / "docs/running.md")
    (root / ".editorconfig").unlink()
    (root / "docs/new.md").write_text("New in 0.3.0.\n", "utf-8")


def _add_migrations(root: Path) -> None:
    last = sample.migrations()[-1]
    _add_migration(root / last, root / VERSIONS / NAME, "aaaaaaaaaaaa")
    entry = f'"{last}",'
    edit(root / "workspace/headstart/scaffold/sample.toml", entry, f'{entry}\n    "{VERSIONS}/{NAME}",')
    (first,) = (root / BARE / VERSIONS).iterdir()
    _add_migration(first, first.with_name(f"{NAME}.jinja"), "bbbbbbbbbbbb")


def _add_migration(after: Path, path: Path, revision: str) -> None:
    text = MIGRATION.format(revision=revision, follows=revision_of(after))
    path.write_text(text, "utf-8")


def revision_of(path: Path) -> str:
    """Return the revision of a migration's file."""
    match = re.search(r'^revision: str = "(\w+)"', path.read_text("utf-8"), re.MULTILINE)
    assert match
    return match[1]


def edit(path: Path, pattern: str, replacement: str) -> None:
    """Replace the first match in a file."""
    text, count = re.subn(pattern, replacement, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert count == 1, path
    path.write_text(text, "utf-8")
