"""An unused column that is dropped, with a copy of its values for the downgrade."""

import sqlalchemy as sa
from alembic import op

# squawk-ignore ban-drop-column: the release before this one stopped using it

revision = "good_lost_column"
down_revision = "the one before"

FILL = """
DO $$
DECLARE
    done bigint := 0;
    last bigint := (SELECT max(id) FROM own_authors);
BEGIN
    WHILE done < last LOOP
        UPDATE own_authors SET biography = kept.biography FROM own_authors_biographies AS kept
        WHERE own_authors.id = kept.id AND kept.id > done AND kept.id <= done + 200;
        COMMIT;
        done := done + 200;
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.execute("CREATE TABLE own_authors_biographies AS SELECT id, biography FROM own_authors")
    op.create_primary_key("pk_own_authors_biographies", "own_authors_biographies", ["id"])
    op.drop_column("own_authors", "biography")


def downgrade() -> None:
    op.add_column(
        "own_authors",
        sa.Column("biography", sa.String(5000), server_default="", nullable=False),
        if_not_exists=True,
    )
    with op.get_context().autocommit_block():
        op.execute(FILL)
    op.drop_table("own_authors_biographies")
