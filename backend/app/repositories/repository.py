"""The base class of repositories."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, inspect, null, select
from sqlalchemy.orm import InstrumentedAttribute, RelationshipProperty, Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from app.errors import Fault, NotFound, StillInUse, Unavailable, VersionMismatch
from app.fields import Filters
from app.models.base import Base
from app.repositories.keyset import Page, PageRequest, fetch_page
from app.repositories.references import noun, referring_to
from app.repositories.replica import leave_replica
from app.repositories.scope import end_reading

M = TypeVar("M", bound=Base)
F = TypeVar("F", bound=Filters)

TRIGRAM = 3  # letters
BATCH = 1000  # records of a stream that are in memory at once

# The versions of a record that a caller accepts; None for any.
Versions = Collection[int] | None


class Repository(Generic[M, F]):
    """The records of one model, and the filters of its list. It never commits the session."""

    model: type[M]
    # The relationships that are loaded with each record. Accessing any other raises an error.
    loaded: ClassVar[tuple[InstrumentedAttribute[Any], ...]] = ()

    def __init__(self, session: Session) -> None:
        self._session = session

    def conditions(self, filters: F) -> Iterable[ColumnElement[bool]]:
        """Return SQL conditions for filters."""
        raise NotImplementedError

    def page(self, filters: F, request: PageRequest) -> Page[M]:
        """Return one page of the records that match all filters."""
        return fetch_page(self._session, self._records(), self.model, self.conditions(filters), request)

    def stream(self, filters: F, sort: str) -> Iterator[M]:
        """Yield all records that match all filters.

        They are read page by page instead of by a cursor of the database, which would hold a transaction open
        for as long as a slow client takes.
        """
        request = PageRequest(sort, BATCH)
        while True:
            try:
                page = self.page(filters, request)
            except Unavailable:
                # The response may have begun, so the request cannot start again.
                if not leave_replica(self._session):
                    raise
                page = self.page(filters, request)
            # region accounts
            end_reading(self._session)
            # endregion
            yield from page.items
            if page.next_position is None:
                return
            request = replace(request, after=page.next_position)

    def count(self, filters: F) -> int:
        """Return how many records match all filters."""
        statement = select(func.count()).select_from(self.model).where(*self.conditions(filters))
        return self._session.scalars(statement).one()

    def get(self, identity: int, *, refresh: bool = False) -> M:
        """Return a record; raises NotFound. ``refresh`` replaces older values that the session holds."""
        statement = self._one()
        if refresh:
            statement = statement.execution_options(populate_existing=True)
        record = self._session.scalars(statement, {"identity": identity}).one_or_none()
        if record is None:
            raise NotFound(noun(self.model), identity)
        return record

    def get_many(self, identities: Collection[int]) -> list[M]:
        """Return records without their relationships, ordered by ID; raises NotFound if one is missing."""
        statement = select(self.model).where(self.model.id.in_(identities)).order_by(self.model.id)
        records = list(self._session.scalars(statement))
        if missing := {*identities} - {record.id for record in records}:
            raise NotFound(noun(self.model), min(missing))
        return records

    def lock(self, identity: int, versions: Versions = None) -> M:
        """Return a record that nobody else can change until the transaction ends.

        Raises NotFound, or VersionMismatch if it has none of the versions.
        """
        # Not FOR UPDATE, so that other transactions can still add references to the record. Not in one
        # statement with the relationships: after a wait, that would join the new row with the old row's.
        statement = select(self.model.version).where(self.model.id == identity)
        version = self._session.scalar(statement.with_for_update(key_share=True))
        if version is not None and versions is not None and version not in versions:
            raise VersionMismatch
        # The session may hold the record as it was before the lock.
        return self.get(identity, refresh=True)

    def add(self, record: M, **related: Base | None) -> None:
        """Store a new record now; raises Conflict or Invalid if it breaks a constraint.

        ``related`` are the records that its foreign keys refer to, by relationship. They are set as
        loaded, so that the ORM does not check them for changes.
        """
        for name, other in related.items():
            set_committed_value(record, name, other)
        for name in self._optional_with_default():
            # The ORM would leave it out, and the record would get the default.
            if vars(record).get(name, "not given") is None:
                setattr(record, name, null())
        self._session.add(record)
        self._session.flush()

    def change(self, record: M, changes: Mapping[str, Any]) -> None:
        """Set attributes of a record by name; raises AttributeError for one that the model does not have."""
        for name, value in changes.items():
            getattr(self.model, name)
            setattr(record, name, value)
        state = inspect(record)
        if any(state.attrs[name].history.has_changes() for name in self._collections() if name in changes):
            # The rows of the collection are in another table: this gives the record its next version.
            record.updated_at = func.now()

    def delete(self, record: M) -> None:
        """Delete a record now.

        Raises StillInUse with their number if other records refer to it. The transaction stays usable.
        """
        if collections := self._collections():
            # The foreign keys delete their rows. The ORM would expect the same rows as when it read them.
            self._session.expire(record, collections)
        try:
            with self._session.begin_nested():
                self._session.delete(record)
        except StillInUse:
            referring = referring_to(self._session, self.model, [record.id])
            # They may have been deleted in the meantime.
            count = referring.get(record.id, "records that refer to it")
            raise StillInUse(f"{record} still has {count}: delete or reassign them first.") from None

    def delete_many(self, identities: Sequence[int]) -> int:
        """Delete those records that still exist, all or none, and return how many.

        Raises StillInUse naming each record that others refer to. The transaction stays usable.
        """
        chosen = select(self.model.id).where(self.model.id.in_(identities))
        # Always in the same order, so that two such calls cannot deadlock.
        locked = self._session.scalars(chosen.order_by(self.model.id).with_for_update()).all()
        try:
            with self._session.begin_nested():
                self._session.execute(delete(self.model).where(self.model.id.in_(locked)))
        except StillInUse:
            raise self._still_in_use(identities) from None
        return len(locked)

    def _still_in_use(self, identities: Sequence[int]) -> StillInUse:
        referring = referring_to(self._session, self.model, identities)
        statement = select(self.model).where(self.model.id.in_(referring)).order_by(self.model.id)
        faults = [
            Fault(f"ids.{identities.index(record.id)}", f"{record} still has {referring[record.id]}.")
            for record in self._session.scalars(statement)
        ]
        msg = "Nothing was deleted: delete or reassign the records that refer to these first."
        return StillInUse(msg, *faults)

    @classmethod
    @cache
    def _collections(cls) -> Collection[str]:
        return [each.key for each in cls.loaded if each.property.uselist]

    @classmethod
    @cache
    def _optional_with_default(cls) -> Collection[str]:
        columns = inspect(cls.model).columns
        return [each.key for each in columns if each.nullable and each.server_default is not None]

    # Statements are cached, because building one takes SQLAlchemy as long as PostgreSQL needs to run it.

    @classmethod
    @cache
    def _records(cls) -> Select[M]:
        return select(cls.model).options(*map(_loading, cls.loaded))

    @classmethod
    @cache
    def _one(cls) -> Select[M]:
        return cls._records().where(cls.model.id == bindparam("identity"))


def _loading(relationship: InstrumentedAttribute[Any]) -> Any:
    if relationship.property.uselist:
        return selectinload(relationship)
    is_optional = any(local.nullable for local, _ in relationship.property.local_remote_pairs)
    return joinedload(relationship, innerjoin=not is_optional)


def equals(column: InstrumentedAttribute[Any], value: object) -> Iterator[ColumnElement[bool]]:
    """Yield the condition that a column has a value; None for no condition."""
    if value is not None:
        yield column == value


def matches(column: InstrumentedAttribute[Any], text: str | None) -> Iterator[ColumnElement[bool]]:
    """Yield the condition that a column contains a text; None or an empty text for no condition."""
    if text:
        yield contains(column, text)


def within(column: InstrumentedAttribute[Any], first: object, last: object) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of a range, which includes both ends; None leaves an end open."""
    if first is not None:
        yield column >= first
    if last is not None:
        yield column <= last


def is_set(attribute: InstrumentedAttribute[Any], wanted: bool | None) -> Iterator[ColumnElement[bool]]:  # noqa: FBT001 -- the value of a filter
    """Yield the condition that a column or collection has a value, or none; None for no condition."""
    if wanted is not None:
        is_collection = isinstance(attribute.property, RelationshipProperty)
        has_value = attribute.any() if is_collection else attribute.is_not(None)
        yield has_value if wanted else ~has_value


def includes(collection: InstrumentedAttribute[Any], identity: int | None) -> Iterator[ColumnElement[bool]]:
    """Yield the condition that a relationship includes a record; None for no condition."""
    if identity is not None:
        yield collection.any(id=identity)


def contains(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Match text anywhere in a column, ignoring case. A trigram index serves it.

    One or two letters are too short for a trigram, so PostgreSQL would read every row. They match only at the
    start of a word, because together with the space before it they form one. Non-ASCII characters match
    anywhere, because in Chinese a single one can be a word.
    """
    if len(text) < TRIGRAM and text.isascii() and text.isalnum():
        return column.ilike(f"{text}%") | column.ilike(f"% {text}%")
    escaped = re.sub(r"([\\%_])", r"\\\1", text)
    return column.ilike(f"%{escaped}%", escape="\\")
