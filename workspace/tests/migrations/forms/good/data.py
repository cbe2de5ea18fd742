"""A column, and its values in batches: a row is locked for as long as a batch takes."""

import sqlalchemy as sa
from alembic import op

revision = "good_data"
down_revision = "the one before"

FILL = """
DO $$
DECLARE
    done bigint := 0;
    last bigint := (SELECT max(id) FROM own_books);
BEGIN
    WHILE done < last LOOP
        UPDATE own_books SET decade = extract(decade FROM published_on)
        WHERE id > done AND id <= done + 200 AND decade IS NULL;
        COMMIT;
        done := done + 200;
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.add_column("own_books", sa.Column("decade", sa.BigInteger()), if_not_exists=True)
    with op.get_context().autocommit_block():
        op.execute(FILL)


def downgrade() -> None:
    op.drop_column("own_books", "decade")
