"""A column and its values in one transaction, which blocks all other access to the table."""

import sqlalchemy as sa
from alembic import op

revision = "bad_data"
down_revision = "the one before"


def upgrade() -> None:
    op.add_column("own_books", sa.Column("decade", sa.BigInteger()))
    op.execute("UPDATE own_books SET decade = extract(decade FROM published_on)")


def downgrade() -> None:
    op.drop_column("own_books", "decade")
