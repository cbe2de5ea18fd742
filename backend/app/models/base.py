"""The base class of all models: names of constraints, an ID, two timestamps, a version."""

import enum
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, Enum, Identity, Index, MetaData, Numeric, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Every constraint has a descriptive name, so that migrations can drop it and repositories can tell which one
# was violated.
NAMING_CONVENTION: Mapping[str, str] = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def _values(kind: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in kind]


def trigram_index(table: str, column: str) -> Index:
    """Return the index with which a search finds text anywhere in a column."""
    name, operators = f"ix_{table}_{column}_trigrams", {column: "gin_trgm_ops"}
    return Index(name, column, postgresql_using="gin", postgresql_ops=operators)


class Base(DeclarativeBase):
    """The parent of all models."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)

    type_annotation_map: ClassVar[Mapping[Any, Any]] = {
        int: BigInteger,
        datetime: DateTime(timezone=True),
        Decimal: Numeric(10, 2),
        # None is SQL's NULL, and not the null of JSON.
        dict[str, Any]: JSONB(none_as_null=True),
        # Text with a CHECK constraint: unlike PostgreSQL's enum types, it allows removing a value.
        enum.Enum: Enum(
            enum.Enum, native_enum=False, create_constraint=True, length=32, values_callable=_values
        ),
    }

    id: Mapped[int] = mapped_column(Identity(), primary_key=True, sort_order=-1)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=100)
    # Set by the ORM, from the server's clock. A trigger would also cover manual statements, but every new
    # table would need one, and Alembic cannot derive it from the model.
    updated_at: Mapped[datetime] = mapped_column(
        server_default=func.now(), onupdate=func.now(), sort_order=101
    )
    # Incremented by every change. The ORM checks it, so that a concurrent change cannot be overwritten.
    version: Mapped[int] = mapped_column(server_default="1", sort_order=102)

    # INSERT and UPDATE return the values that the server sets, which saves a query.
    __mapper_args__ = MappingProxyType({"eager_defaults": True, "version_id_col": version})
