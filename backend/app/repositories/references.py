"""Finds the records that prevent the deletion of a record, by the foreign keys of all models."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Column, func, select, union
from sqlalchemy.orm import Session

from app.models.base import Base
from app.repositories.scope import can_see


def referring_to(session: Session, model: type[Base], identities: Collection[int]) -> Mapping[int, str]:
    """Return how many records refer to each one that is in use, as text: ``2 notes and 1 letter``.

    Records that the session cannot see are left out.
    """
    referring = defaultdict[int, list[str]](list)
    for other, columns in _references(model):
        # region accounts
        if not can_see(session, other):
            continue
        # endregion
        # A record that refers twice counts once.
        pairs = union(*(select(column.label("referred"), other.id) for column in columns)).subquery()
        counts = select(pairs.c.referred, func.count()).where(pairs.c.referred.in_(identities))
        for identity, count in session.execute(counts.group_by(pairs.c.referred)):
            many = other.__tablename__.replace("_", " ")
            referring[identity].append(f"{count} {noun(other) if count == 1 else many}")
    return {identity: " and ".join(counts) for identity, counts in referring.items()}


def noun(model: type[Base]) -> str:
    """Return the noun for a record of a model: ``book``."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower()


def _references(model: type[Base]) -> Iterator[tuple[type[Base], list[Column[int]]]]:
    """Yield the models whose records cannot lose the record that they refer to, each with its columns."""
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        target = model.__mapper__.columns.id
        if referring := [
            column
            for column in mapper.columns
            if any(key.column is target and key.ondelete != "CASCADE" for key in column.foreign_keys)
        ]:
            yield mapper.class_, referring
