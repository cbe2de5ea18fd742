"""An index, built while everybody reads and writes."""

import sqlalchemy as sa
from alembic import op

revision = "good_index"
down_revision = "the one before"


def upgrade() -> None:
    with op.get_context().autocommit_block():
        # One that an interrupted run left is not complete, and "if not exists" would be content with it.
        op.drop_index("ix_own_books_lower_title", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            "ix_own_books_lower_title",
            "own_books",
            [sa.text("lower(title)")],
            if_not_exists=True,
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index("ix_own_books_lower_title", if_exists=True, postgresql_concurrently=True)
