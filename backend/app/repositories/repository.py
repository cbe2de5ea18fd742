"""What every repository can do."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from app.errors import Fault, NotFound, StillInUse, VersionMismatch
from app.models.base import Base
from app.repositories.keyset import Page, PageRequest, fetch_page
from app.repositories.reading import Reading, rows_of
from app.repositories.references import noun, referring_to

M = TypeVar("M", bound=Base)

TRIGRAM = 3  # letters

# The versions of a record that a caller is willing to change; None for whichever there is.
Versions = Collection[int] | None


class Repository(Generic[M]):
    """The records of one model, inside the transaction of a session that somebody else commits."""

    model: type[M]
    # The relationships that come with a record. Nothing else does: one that was not loaded raises.
    loaded: ClassVar[tuple[InstrumentedAttribute[Any], ...]] = ()
    # A method that makes SQL of the filters that a list has.
    conditions: Callable[..., Iterable[ColumnElement[bool]]]

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, request: PageRequest, /, **filters: Any) -> Page[M]:
        """Return one page of the records that pass all filters."""
        return fetch_page(self._session, self._reading(), self.conditions(**filters), request)

    def count(self, **filters: Any) -> int:
        """Return how many records pass all filters."""
        statement = select(func.count()).select_from(self.model).where(*self.conditions(**filters))
        return self._session.scalars(statement).one()

    def read(self, identity: int) -> M:
        """Return a record to look at, which cannot be changed.

        Raises:
            NotFound: no record has this identity.
        """
        reading = self._reading()
        for row in rows_of(self._session, reading.one, {"identity": identity}):
            return reading.record(row)
        raise NotFound(noun(self.model), identity)

    def refer(self, identity: int) -> M:
        """Return a record that a new one can refer to, which cannot be changed.

        Raises:
            NotFound: no record has this identity.
        """
        self._session.connection()  # the transaction that will store the new one begins here
        return self.read(identity)

    def get(self, identity: int) -> M:
        """Return a record that a changed one can refer to.

        Raises:
            NotFound: no record has this identity.
        """
        return self._found(identity)

    def lock(self, identity: int, versions: Versions = None) -> M:
        """Return a record that nobody else can change until the transaction ends.

        Raises:
            NotFound: no record has this identity.
            VersionMismatch: it is none of these versions.
        """
        # Not FOR UPDATE: a record whose key stays the same can be referred to meanwhile. And not in one
        # statement with what is loaded: after a wait that would join the new row with what the old one had.
        statement = select(self.model.version).where(self.model.id == identity)
        version = self._session.scalar(statement.with_for_update(key_share=True))
        if version is not None and versions is not None and version not in versions:
            raise VersionMismatch
        # What the session may have of it already is from before the lock.
        return self._found(identity, populate_existing=True)

    def add(self, values: Mapping[str, Any], /, **related: Base | None) -> M:
        """Store a new record now, and return it to look at, with the records that it refers to.

        One statement does it, without the ORM: its events, and ``validates``, see changes only.

        Raises:
            Conflict: a value that must be unique is taken.
            Invalid: a reference leads nowhere.
        """
        reading = self._reading()
        self._session.flush()  # what was added or changed before comes first
        row = self._session.connection().execute(reading.new, values).one()
        return reading.new_record(row, related)

    def delete(self, record: M) -> None:
        """Delete a record now.

        Raises:
            StillInUse: others refer to it. It says how many, and the transaction can go on.
        """
        try:
            with self._session.begin_nested():
                self._session.delete(record)
        except StillInUse:
            referring = referring_to(self._session, self.model, [record.id])
            # They may be gone by now.
            count = referring.get(record.id, "records that refer to it")
            msg = f"{record} still has {count}: delete or reassign them first."
            raise StillInUse(msg) from None

    def delete_many(self, identities: Sequence[int]) -> int:
        """Delete the records that are still there now, all or none, and return how many.

        Raises:
            StillInUse: others refer to some of them. It names each of those, and the transaction can go on.
        """
        chosen = select(self.model.id).where(self.model.id.in_(identities))
        # In one order, whatever the caller's is: two such calls take turns instead of blocking each other.
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
        msg = "Nothing was deleted, because others refer to some: delete or reassign those first."
        return StillInUse(msg, *faults)

    @classmethod
    @cache
    def _reading(cls) -> Reading[M]:
        return Reading(cls.model, cls.loaded)

    def _found(self, identity: int, *, populate_existing: bool = False) -> M:
        statement = self._entity().execution_options(populate_existing=populate_existing)
        found = self._session.scalars(statement, {"identity": identity}).one_or_none()
        if found is None:
            raise NotFound(noun(self.model), identity)
        return found

    @classmethod
    @cache
    def _entity(cls) -> Select[M]:
        loaded = [joinedload(relationship) for relationship in cls.loaded]
        return select(cls.model).options(*loaded).where(cls.model.id == bindparam("identity"))


def contains(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Match text anywhere in a column, whatever the case. A trigram index serves it.

    One or two letters make no trigram: every row would be read. With the space before a word they do, and
    match where a word begins. Others than ASCII's match anywhere all the same: in Chinese they can be a word.
    """
    if len(text) < TRIGRAM and text.isascii() and text.isalnum():
        return column.ilike(f"{text}%") | column.ilike(f"% {text}%")
    escaped = re.sub(r"([\\%_])", r"\\\1", text)
    return column.ilike(f"%{escaped}%", escape="\\")
