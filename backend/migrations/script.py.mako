<%
    # Whatever was typed has to make a docstring.
    title = " ".join((message or "change the schema").replace(3 * '"', 3 * "'").split()).rstrip(".")
    raw = "r" if chr(92) in title else ""
%>\
${raw}"""${title[:1].upper()}${title[1:]}."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision: str = ${repr(up_revision)}
down_revision: str | Sequence[str] | None = ${repr(down_revision)}
branch_labels: str | Sequence[str] | None = ${repr(branch_labels)}
depends_on: str | Sequence[str] | None = ${repr(depends_on)}


def upgrade() -> None:
    """Go forward."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Go back."""
    ${downgrades if downgrades else "pass"}
