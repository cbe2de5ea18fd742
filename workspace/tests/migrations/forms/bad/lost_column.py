"""A column that is dropped, and restored without values."""

import sqlalchemy as sa
from alembic import op

revision = "bad_lost_column"
down_revision = "the one before"


def upgrade() -> None:
    op.drop_column("own_authors", "biography")


def downgrade() -> None:
    op.add_column("own_authors", sa.Column("biography", sa.String(5000), server_default="", nullable=False))
