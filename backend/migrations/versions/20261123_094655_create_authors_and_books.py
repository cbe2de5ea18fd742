"""Create authors and books."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "fc313e2d9003"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    # For the search in names and titles. An extension that any owner of a database may create.
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "authors",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("biography", sa.String(length=5000), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("btrim(name) <> ''", name=op.f("ck_authors_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authors")),
    )
    op.create_index(op.f("ix_authors_name_id"), "authors", ["name", "id"])
    op.create_index(
        "ix_authors_name_trigrams",
        "authors",
        ["name"],
        postgresql_using="gin",
        postgresql_ops={"name": "gin_trgm_ops"},
    )
    op.create_table(
        "books",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("isbn", sa.String(length=13), nullable=False),
        sa.Column("price", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "out_of_print",
                name="bookstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            server_default="draft",
            nullable=False,
        ),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("btrim(title) <> ''", name=op.f("ck_books_title_not_blank")),
        sa.CheckConstraint("isbn ~ '^97[89][0-9]{10}$'", name=op.f("ck_books_isbn_format")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_books_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["authors.id"], name=op.f("fk_books_author_id_authors"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_books")),
        sa.UniqueConstraint("isbn", name=op.f("uq_books_isbn")),
    )
    op.create_index(op.f("ix_books_author_id_title_id"), "books", ["author_id", "title", "id"])
    op.create_index(op.f("ix_books_price_id"), "books", ["price", "id"])
    op.create_index(op.f("ix_books_published_on_id"), "books", ["published_on", "id"])
    op.create_index(op.f("ix_books_status_title_id"), "books", ["status", "title", "id"])
    op.create_index(op.f("ix_books_title_id"), "books", ["title", "id"])
    op.create_index(
        "ix_books_title_trigrams",
        "books",
        ["title"],
        postgresql_using="gin",
        postgresql_ops={"title": "gin_trgm_ops"},
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("books")
    op.drop_table("authors")
    op.execute("DROP EXTENSION IF EXISTS pg_trgm")
