"""Give records a version."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2c0d3ee9c7ba"
down_revision: str | Sequence[str] | None = "fc313e2d9003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    # A constant default: PostgreSQL rewrites no row, however many there are.
    op.add_column("authors", sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
    op.add_column("books", sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))


def downgrade() -> None:
    """Go back."""
    op.drop_column("books", "version")
    op.drop_column("authors", "version")
