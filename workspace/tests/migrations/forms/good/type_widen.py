"""Another type, first part: a second column, kept equal by a trigger and filled in batches."""

import sqlalchemy as sa
from alembic import op

revision = "good_type_widen"
down_revision = "the one before"

KEEP_EQUAL = """
CREATE OR REPLACE FUNCTION keep_prices_equal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.price_wide := NEW.price;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER keep_prices_equal BEFORE INSERT OR UPDATE OF price ON own_books
FOR EACH ROW EXECUTE FUNCTION keep_prices_equal();
"""
FILL = """
DO $$
DECLARE
    done bigint := 0;
    last bigint := (SELECT max(id) FROM own_books);
BEGIN
    WHILE done < last LOOP
        UPDATE own_books SET price_wide = price
        WHERE id > done AND id <= done + 200 AND price_wide IS NULL;
        COMMIT;
        done := done + 200;
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.add_column("own_books", sa.Column("price_wide", sa.Numeric(12, 4)), if_not_exists=True)
    op.execute(KEEP_EQUAL)
    with op.get_context().autocommit_block():
        op.execute(FILL)
        op.execute("ALTER TABLE own_books DROP CONSTRAINT IF EXISTS ck_own_books_price_wide")
        op.execute(
            "ALTER TABLE own_books ADD CONSTRAINT ck_own_books_price_wide "
            "CHECK (price_wide IS NOT NULL AND price_wide >= 0) NOT VALID"
        )
        op.execute("ALTER TABLE own_books VALIDATE CONSTRAINT ck_own_books_price_wide")
        op.drop_index("ix_own_books_price_wide_id", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            "ix_own_books_price_wide_id",
            "own_books",
            ["price_wide", "id"],
            if_not_exists=True,
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    op.execute("DROP TRIGGER keep_prices_equal ON own_books")
    op.execute("DROP FUNCTION keep_prices_equal()")
    op.drop_column("own_books", "price_wide")
