"""Another type, second half: the two columns exchange their names, which takes no time."""

from alembic import op

# squawk-ignore renaming-column: the column that stays behind keeps what the old code writes, by the trigger
revision = "good_type_swap"
down_revision = "the one before"


def upgrade() -> None:
    op.alter_column("own_books", "price", new_column_name="price_narrow")
    op.alter_column("own_books", "price_wide", new_column_name="price")
    op.execute(keep_equal("price_narrow", "price"))


def downgrade() -> None:
    op.alter_column("own_books", "price", new_column_name="price_wide")
    op.alter_column("own_books", "price_narrow", new_column_name="price")
    op.execute(keep_equal("price_wide", "price"))


def keep_equal(backup: str, written: str) -> str:
    """Return the trigger's function for the other direction; the trigger watches a column, not its name."""
    return f"""
        CREATE OR REPLACE FUNCTION keep_prices_equal() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.{backup} := NEW.{written};
            RETURN NEW;
        END $$
    """
