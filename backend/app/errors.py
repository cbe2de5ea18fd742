"""Domain errors, independent of HTTP; controllers/errors.py maps them to statuses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """An invalid field, and the reason."""

    field: str
    detail: str


class DomainError(Exception):
    """A request breaks a rule.

    ``detail`` is a sentence for the user; a class of errors can have one for all of them. If it is about one
    ``field``, that is the only fault.
    """

    detail = ""

    def __init__(self, detail: str = "", *faults: Fault, field: str | None = None) -> None:
        self.detail = detail or self.detail
        self.faults = faults if field is None else (Fault(field, self.detail),)
        super().__init__(self.detail)


class NotFound(DomainError):
    """No record has this ID."""

    def __init__(self, what: str, identity: int) -> None:
        super().__init__(f"There is no {what} with the ID {identity}.")


class Conflict(DomainError):
    """The request conflicts with existing data."""


class StillInUse(Conflict):
    """Other records refer to the record, so it cannot be deleted."""

    detail = "Other records still refer to it."


# region accounts
class SignInRequired(DomainError):
    """The caller is not signed in, or the session has ended."""

    detail = "Sign in to do this."


class InvalidToken(SignInRequired):
    """The API token is unknown, has expired, or its user is disabled."""

    detail = "This API token is unknown, has expired or was deleted."


class NotAllowed(DomainError):
    """The caller has no right to do this."""

    detail = "You are not allowed to do this."


class InsufficientScope(NotAllowed):
    """The API token does not cover the request."""


class ConfirmationRequired(NotAllowed):
    """The caller has not proved recently who they are."""

    detail = "Confirm that it is you to do this."


# region teams
class TeamRequired(DomainError):
    """The address of a request names no team."""

    def __init__(self, path: str) -> None:
        super().__init__(f"This address names no team: use /t/<team>{path}.")


class TeamNotFound(DomainError):
    """There is no such team, or none that the caller belongs to: the answer does not tell which."""

    detail = "You are not a member of a team with this address."


# endregion
class SignInExpired(DomainError):
    """The caller took too long between two steps of signing in."""

    detail = "This took too long. Sign in again."


class TooManyAttempts(DomainError):
    """The caller tried too often. ``seconds`` is the time until the next attempt."""

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        wait = "a minute" if minutes <= 1 else f"{minutes} minutes"
        super().__init__(f"Too many attempts. Try again in {wait}.")
        self.seconds = seconds


# endregion
class VersionMismatch(DomainError):
    """The record was changed after the caller read it."""

    detail = "This record has changed since you read it. Read it again before you change it."


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

    detail = (
        "The database does not have the schema that this version expects. Run `inv migrate`; "
        'if you changed a model, run `inv migration "what changed"` first.'
    )


class TimedOut(Unavailable):
    """A statement exceeded its time limit."""

    detail = "The database took too long. Try again, or narrow the search or the filters."


class StorageFull(Unavailable):
    """The database is out of disk space. Reading still works."""

    detail = "The database is out of disk space, so nothing can be saved at the moment."
