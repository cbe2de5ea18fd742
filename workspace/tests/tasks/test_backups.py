"""What happens to a restored database that is not used."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.core.errors import WorkspaceError
from headstart.deploy import backups
from headstart.tasks.backups import restore


class FullMachine:
    """A machine without space for what is restored."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def run(self, _script: str, *args: str, failure: str) -> str:
        self.steps += args[:1]
        if args[0] == "prepare":
            raise WorkspaceError(failure)
        return ""

    def lock(self) -> AbstractContextManager[None]:
        return nullcontext()


def test_what_was_restored_is_deleted_if_the_restoration_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = FullMachine()

    @contextmanager
    def find(_target: str) -> Iterator[FullMachine]:
        yield machine

    monkeypatch.setattr(backups, "machine", find)

    with pytest.raises(Exit, match="the backup cannot be restored"):
        restore(Context(), yes=True)

    assert machine.steps == ["prepare", "discard"]
