"""The table of the audit log. A trigger refuses to change and delete its rows."""

from sqlalchemy import BigInteger, Column, DateTime, Identity, Index, String, Table, func

from app.models.base import Base

MAX_SUBJECT = 400  # characters

audit_log = Table(
    "audit_log",
    Base.metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("at", DateTime(timezone=True), server_default=func.now(), nullable=False),
    Column("action", String(64), nullable=False),
    # Not a foreign key: the log outlives the user.
    Column("user_id", BigInteger),
    Column("actor", String(320), nullable=False),
    Column("subject", String(MAX_SUBJECT), nullable=False),
    Column("address", String(45), nullable=False),
    Index(None, "user_id", "id"),
    Index(None, "action", "id"),
)
