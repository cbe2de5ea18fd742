"""Domain errors, independent of HTTP; controllers/errors.py maps them to statuses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """An invalid field, and the reason."""

    field: str
    detail: str


class DomainError(Exception):
    """A request breaks a rule. ``detail`` is a sentence for the user."""

    def __init__(self, detail: str, *faults: Fault) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = faults


class NotFound(DomainError):
    """No record has this ID."""

    def __init__(self, what: str, identity: int) -> None:
        super().__init__(f"There is no {what} with the ID {identity}.")


class Conflict(DomainError):
    """The request conflicts with existing data."""


class StillInUse(Conflict):
    """Other records refer to the record, so it cannot be deleted."""

    def __init__(self, detail: str = "Other records still refer to it.", *faults: Fault) -> None:
        super().__init__(detail, *faults)


class VersionMismatch(DomainError):
    """The record was changed after the caller read it."""

    def __init__(self) -> None:
        super().__init__("This record has changed since you read it. Read it again before you change it.")


class Invalid(DomainError):
    """A value is well-formed but invalid, such as an ID that does not exist."""


class InvalidCursor(Invalid):
    """The cursor does not belong to this list."""

    def __init__(self) -> None:
        super().__init__(
            "The cursor does not belong to this list.",
            Fault("cursor", "Use the value of next_cursor with the same sort order and filters."),
        )


class Unavailable(DomainError):
    """The database does not respond, or cannot be used."""


class SchemaMismatch(Unavailable):
    """The database does not have the tables and columns of the models."""

    def __init__(self) -> None:
        super().__init__(
            "The database does not have the schema that this version expects. Run `inv migrate`; "
            'if you changed a model, run `inv migration "what changed"` first.'
        )


class TimedOut(Unavailable):
    """A statement exceeded its time limit."""

    def __init__(self) -> None:
        super().__init__("The database took too long. Try again, or narrow the search or the filters.")


class StorageFull(Unavailable):
    """The database is out of disk space. Reading still works."""

    def __init__(self) -> None:
        super().__init__("The database is out of disk space, so nothing can be saved at the moment.")
