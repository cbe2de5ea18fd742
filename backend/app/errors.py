"""What can go wrong in the domain's own words. HTTP is not one of them: see controllers/errors.py."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One field that is to blame, and why."""

    field: str
    detail: str


class DomainError(Exception):
    """The rules refuse what was asked. ``detail`` is a sentence that a user may read."""

    def __init__(self, detail: str, *faults: Fault) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = faults


class NotFound(DomainError):
    """No record has this identity."""

    def __init__(self, what: str, identity: int) -> None:
        super().__init__(f"There is no {what} with the id {identity}.")


class Conflict(DomainError):
    """It contradicts what is stored already."""


class StillInUse(Conflict):
    """Others refer to the record, so it cannot be deleted."""

    def __init__(self, detail: str = "Other records still refer to it.", *faults: Fault) -> None:
        super().__init__(detail, *faults)


class VersionMismatch(DomainError):
    """The record was changed since the caller read it."""

    def __init__(self) -> None:
        super().__init__("This record was changed after you read it: read it again before you change it.")


class Invalid(DomainError):
    """A value has the right form and is wrong all the same, such as the id of nothing."""


class InvalidCursor(Invalid):
    """The cursor was not given out for this list."""

    def __init__(self) -> None:
        super().__init__(
            "The cursor does not belong to this list.",
            Fault("cursor", "Take it from next_cursor, and keep the sort and the filters."),
        )


class Unavailable(DomainError):
    """The database does not answer, or not with the schema that this code expects."""
