"""A rehearsal from its beginning to its end."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

from headstart.core.errors import WorkspaceError
from headstart.migrations import revisions
from headstart.migrations.rehearsal import copies, course
from headstart.migrations.rehearsal.interrupts import interruptible
from headstart.migrations.rehearsal.phase import watched
from headstart.migrations.rehearsal.stepper import Migration, Stepper, stepper
from headstart.migrations.rehearsal.verdict import Result, State, judge, state, unseen
from headstart.postgres.urls import database_of

Say = Callable[[str], None]


def rehearse(url: str, *, since: str, rows: int, max_wait: float, say: Say) -> Generator[Result]:
    """Run migrations up, down and up again on a copy of a database, and yield what each did.

    Args:
        url: the development database. It stays as it is, and whoever is connected to it stays connected.
        since: see `course.chosen`.
        rows: rehearse on so many invented rows instead of a copy of it.
        max_wait: see `verdict.judge`.
        say: is told what is done next.
    """
    with copies.copy_of(url) as copy, stepper(copy.url) as steps:
        at = revisions.revision(url)
        if not revisions.is_known(at):
            raise WorkspaceError(revisions.unknown(database_of(url), at))
        history = steps.history()
        if complaint := revisions.several():
            raise WorkspaceError(complaint)
        chosen = course.chosen(history, at, since)
        if chosen:
            say("making a database to rehearse on")
            with interruptible():
                copy.fill(rows) if rows else copy.make()
            say("going to where it begins")
            has = course.applied(history, revisions.revision(copy.url))
            for direction, migration in course.way(history, has, chosen):
                _go(steps, direction, migration)
            applied = course.applied(history, at)
            yield from _rehearsed(Stage(steps, copy.url, applied, bool(rows), max_wait, say), chosen)


def _go(steps: Stepper, direction: str, migration: Migration) -> None:
    failure = steps.run(direction, migration)
    if failure:
        msg = (
            f"the copy could not be brought to where the rehearsal begins: "
            f"the {direction} of {migration.revision} fails: {failure}"
        )
        raise WorkspaceError(msg)


@dataclass(frozen=True)
class Stage:
    """What a rehearsal needs: the process of the migrations, the copy, the limit, and who is told.

    ``applied`` are the revisions that the development database has; ``invented`` are rows of the newest
    schema, in which a column that a migration drops holds nothing of its own.
    """

    steps: Stepper
    copy: str
    applied: set[str]
    invented: bool
    max_wait: float
    say: Say


def _rehearsed(stage: Stage, chosen: list[Migration]) -> Iterator[Result]:
    before = state(stage.copy)
    for migration in chosen:
        result, before = _one(stage, migration, before)
        yield result
        if result.phases[-1].failure and result.phases[-1].name != "down":
            return  # what follows needs it


def _one(stage: Stage, migration: Migration, before: State) -> tuple[Result, State]:
    """Rehearse one migration; return what was seen, and how it leaves the copy."""
    result, states = Result(migration, migration.revision not in stage.applied), [before]
    for name in ("up", "down", "up again"):
        stage.say(f"{migration.revision} {migration.message}: {name}")
        result.phases.append(watched(stage.steps, stage.copy, migration, name))
        if result.phases[-1].failure:
            break
        states.append(state(stage.copy))
    judge(result, states, stage.max_wait)
    if stage.invented:
        result.notes.extend(unseen(states))
    return result, states[-1]
