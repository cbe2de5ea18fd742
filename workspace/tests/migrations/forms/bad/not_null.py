"""A column that may not be empty, with another value in each row: every row is rewritten."""

import sqlalchemy as sa
from alembic import op

revision = "bad_not_null"
down_revision = "the one before"


def upgrade() -> None:
    op.add_column(
        "own_books",
        sa.Column(
            "listed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
    )


def downgrade() -> None:
    op.drop_column("own_books", "listed_at")
