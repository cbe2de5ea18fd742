"""The use cases that all resources have in common."""

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from app.fields import Filters
from app.models.base import Base
from app.repositories.keyset import Page, PageRequest, Position
from app.repositories.repository import Repository, Versions
from app.repositories.unit_of_work import UnitOfWork

M = TypeVar("M", bound=Base)
F = TypeVar("F", bound=Filters)


class ResourceService(Generic[M, F]):
    """Reads and deletes the records of a resource. The service of the resource creates and changes them."""

    def __init__(self, work: UnitOfWork, repository: Repository[M, F]) -> None:
        self._work = work
        self._repository = repository

    def page(self, filters: F, sort: str, limit: int, after: Position | None = None) -> Page[M]:
        """Return one page of the records that match all filters."""
        return self._repository.page(filters, PageRequest(sort, limit, after))

    def export(self, filters: F, sort: str) -> Iterator[M]:
        """Yield all records that match all filters, a few at a time."""
        return self._repository.stream(filters, sort)

    def count(self, filters: F) -> int:
        """Return how many records match all filters."""
        return self._repository.count(filters)

    def get(self, identity: int) -> M:
        """Return a record with the records that it refers to; raises NotFound."""
        return self._repository.get(identity)

    def delete(self, identity: int, versions: Versions = None) -> None:
        """Delete a record; raises NotFound, VersionMismatch and StillInUse."""
        self._repository.delete(self._repository.lock(identity, versions))
        self._work.commit()

    def delete_many(self, identities: Sequence[int]) -> int:
        """Delete those records that still exist, all or none, and return how many; raises StillInUse."""
        deleted = self._repository.delete_many(identities)
        self._work.commit()
        return deleted
