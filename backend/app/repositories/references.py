"""Who refers to a record, by the foreign keys: a new table needs nothing here."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.models.base import Base


def referring_to(session: Session, model: type[Base], identities: Collection[int]) -> Mapping[int, str]:
    """Return how many records refer to each that is referred to, as words: ``2 books and 1 letter``."""
    found = defaultdict[int, list[str]](list)
    for column, one, many in _references(model):
        counts = select(column, func.count()).where(column.in_(identities)).group_by(column)
        for identity, count in session.execute(counts):
            found[identity].append(f"{count} {one if count == 1 else many}")
    return {identity: " and ".join(counts) for identity, counts in found.items()}


def noun(model: type[Base]) -> str:
    """Return what a record of a model is called in a sentence."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower()


def _references(model: type[Base]) -> Iterator[tuple[ColumnElement[int], str, str]]:
    """Yield the columns that refer to a model, each with what one and many of its records are called."""
    target = model.__table__.c.id
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        for column in mapper.columns:
            if column.references(target):
                yield column, noun(mapper.class_), str(mapper.class_.__tablename__).replace("_", " ")
