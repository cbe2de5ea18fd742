"""A column that may not be empty: added empty, filled in batches, then required."""

import sqlalchemy as sa
from alembic import op

# squawk-ignore prefer-robust-stmts: a default that is set twice is set

revision = "good_not_null"
down_revision = "the one before"

FILL = """
DO $$
DECLARE
    done bigint := 0;
    last bigint := (SELECT max(id) FROM own_books);
BEGIN
    WHILE done < last LOOP
        UPDATE own_books SET listed_at = created_at
        WHERE id > done AND id <= done + 200 AND listed_at IS NULL;
        COMMIT;
        done := done + 200;
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.add_column("own_books", sa.Column("listed_at", sa.DateTime(timezone=True)), if_not_exists=True)
    # For new rows, from now on. Nothing is done to those that are there.
    op.alter_column("own_books", "listed_at", server_default=sa.text("clock_timestamp()"))
    with op.get_context().autocommit_block():
        op.execute(FILL)
        op.execute("ALTER TABLE own_books DROP CONSTRAINT IF EXISTS own_books_listed_at_not_null")
        op.execute(
            "ALTER TABLE own_books ADD CONSTRAINT own_books_listed_at_not_null NOT NULL listed_at NOT VALID"
        )
        op.execute("ALTER TABLE own_books VALIDATE CONSTRAINT own_books_listed_at_not_null")


def downgrade() -> None:
    op.drop_column("own_books", "listed_at")
