"""A column that no code uses any more goes, and its values are kept aside for the way back."""

import sqlalchemy as sa
from alembic import op

# squawk-ignore ban-drop-column: the release before this one stopped using it

revision = "good_lost_column"
down_revision = "the one before"

FILL = """
DO $$
DECLARE
    done bigint := 0;
    last bigint := (SELECT max(id) FROM authors);
BEGIN
    WHILE done < last LOOP
        UPDATE authors SET biography = kept.biography FROM authors_biographies AS kept
        WHERE authors.id = kept.id AND kept.id > done AND kept.id <= done + 200;
        COMMIT;
        done := done + 200;
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.execute("CREATE TABLE authors_biographies AS SELECT id, biography FROM authors")
    op.create_primary_key("pk_authors_biographies", "authors_biographies", ["id"])
    op.drop_column("authors", "biography")


def downgrade() -> None:
    op.add_column(
        "authors",
        sa.Column("biography", sa.String(5000), server_default="", nullable=False),
        if_not_exists=True,
    )
    with op.get_context().autocommit_block():
        op.execute(FILL)
    op.drop_table("authors_biographies")
