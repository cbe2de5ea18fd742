"""Tasks that read migrations or the database undo a killed command first, if it does not run any more."""

from collections.abc import Callable

import pytest
from invoke.context import Context

from headstart.checks import run
from headstart.scaffold import undo
from headstart.tasks import checks, tests
from headstart.testing import suites
from headstart.testing.suites import Result


@pytest.mark.parametrize("task", [checks.check, tests.backend])
def test_checks_and_tests_see_what_is_left_of_no_killed_command(
    task: Callable[[Context], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    waits: list[bool] = []

    def recover(*, wait: bool) -> str:
        waits.append(wait)
        return "the database is as before `inv new` (process 7)"

    monkeypatch.setattr(undo, "recover", recover)
    monkeypatch.setattr(run, "run", list)
    monkeypatch.setattr(suites, "python", lambda *_args, **_options: Result("back end", exit_code=0))

    task(Context())

    assert capsys.readouterr().out.splitlines()[0] == "the database is as before `inv new` (process 7)"
    assert waits == [False]
