"""Another type: every row and every index is rewritten."""

import sqlalchemy as sa
from alembic import op

revision = "bad_type"
down_revision = "the one before"


def upgrade() -> None:
    op.alter_column("own_books", "price", type_=sa.Numeric(12, 4))


def downgrade() -> None:
    op.alter_column("own_books", "price", type_=sa.Numeric(10, 2))
