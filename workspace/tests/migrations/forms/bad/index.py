"""An index, built while writing is blocked."""

import sqlalchemy as sa
from alembic import op

revision = "bad_index"
down_revision = "the one before"


def upgrade() -> None:
    op.create_index("ix_own_books_lower_title", "own_books", [sa.text("lower(title)")])


def downgrade() -> None:
    op.drop_index("ix_own_books_lower_title")
