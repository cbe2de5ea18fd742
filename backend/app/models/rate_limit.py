"""The table of rate limits: attempts in a window of time. After a crash of the database it is empty."""

from sqlalchemy import BigInteger, Column, DateTime, Index, LargeBinary, Table

from app.models.base import Base

rate_limits = Table(
    "rate_limits",
    Base.metadata,
    # A digest, so that the table tells nothing about who tried to sign in.
    Column("key", LargeBinary(32), primary_key=True),
    Column("attempts", BigInteger, nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    Index(None, "ends_at"),
    prefixes=["UNLOGGED"],
)
