"""Adds migrations to a copy of the checkout."""

from pathlib import Path

from headstart.migrations import revisions

FORMS = Path(__file__).parents[1] / "forms"
MIGRATION = '''"""{name}."""

from alembic import op

revision = "{name}"
down_revision = "{before}"


def upgrade():
    {up}


def downgrade():
    {down}
'''


class Chain:
    """The migrations of a copy, and the last one."""

    def __init__(self, versions: Path) -> None:
        self.versions = versions
        self.first = self.last = str(revisions.newest_revision())
        self._count = 0

    def add_form(self, kind: str, name: str) -> None:
        """Add one of the forms in ``workspace/tests/forms``."""
        text = (FORMS / kind / f"{name}.py").read_text("utf-8").replace("the one before", self.last)
        self._write(f"{kind}_{name}", text)

    def add(self, name: str, up: str, down: str = "pass", before: str = "") -> Path:
        """Add a migration whose steps are Python, or SQL if they start with a capital."""
        text = MIGRATION.format(name=name, before=before or self.last, up=_python(up), down=_python(down))
        return self._write(name, text)

    def _write(self, revision: str, text: str) -> Path:
        self._count += 1
        path = self.versions / f"2099010{self._count}_000000_{revision}.py"
        path.write_text(text, "utf-8")
        self.last = revision
        return path


def _python(step: str) -> str:
    return f"op.execute({step!r})" if step[:1].isupper() else step
