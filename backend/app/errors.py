"""Domain errors. They know nothing of HTTP: see controllers/errors.py."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A field that is wrong, and why."""

    field: str
    detail: str


class DomainError(Exception):
    """A request breaks a rule. ``detail`` is a sentence that a user may read."""

    def __init__(self, detail: str, *faults: Fault) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = faults


class NotFound(DomainError):
    """No record has this id."""

    def __init__(self, what: str, identity: int) -> None:
        super().__init__(f"There is no {what} with the id {identity}.")


class Conflict(DomainError):
    """The request conflicts with existing data."""


class StillInUse(Conflict):
    """Other records refer to the record, so it cannot be deleted."""

    def __init__(self, detail: str = "Other records still refer to it.", *faults: Fault) -> None:
        super().__init__(detail, *faults)


class VersionMismatch(DomainError):
    """The record was changed after the caller read it."""

    def __init__(self) -> None:
        super().__init__("This record was changed after you read it: read it again before you change it.")


class Invalid(DomainError):
    """A value is well-formed but wrong, such as an id that does not exist."""


class InvalidCursor(Invalid):
    """The cursor does not belong to this list."""

    def __init__(self) -> None:
        super().__init__(
            "The cursor does not belong to this list.",
            Fault("cursor", "Take it from next_cursor, and keep the sort and the filters."),
        )


class Unavailable(DomainError):
    """The database does not respond, or does not have the schema that this code expects."""


class TimedOut(Unavailable):
    """The database took longer than one request may."""

    def __init__(self) -> None:
        super().__init__("The database took too long. Narrow the search or the filters.")


class StorageFull(Unavailable):
    """The database cannot store more. Reading still works."""

    def __init__(self) -> None:
        super().__init__("The database has no space left: nothing can be saved at the moment.")
