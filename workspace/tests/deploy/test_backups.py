"""Which backups a command is about, and to which time it returns."""

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.deploy import backups


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("", ""),
        ("2026-01-27 14:05", "2026-01-27 14:05:00.000000+00"),
        ("2026-01-27 14:05:06.5+02:00", "2026-01-27 12:05:06.500000+00"),
        ("2026-01-27", "2026-01-27 00:00:00.000000+00"),
    ],
)
def test_times_are_in_utc(text: str, time: str) -> None:
    assert backups.parse_time(text) == time


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("yesterday", "--to yesterday is not a time: write it in UTC, for example --to '2026-11-27 14:05'"),
        ("2999-01-01 10:00", "2999-01-01 10:00 UTC is in the future: pass --to with an earlier time, in UTC"),
    ],
)
def test_other_texts_are_refused(text: str, message: str) -> None:
    with pytest.raises(WorkspaceError) as error:
        backups.parse_time(text)

    assert str(error.value) == message


def test_of_several_servers_one_must_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    servers = {"production": {"host": "a.example.com"}, "staging": {"host": "b.example.com"}}
    monkeypatch.setattr(project, "pyproject", lambda: {"tool": {"deploy": servers}})

    with (
        pytest.raises(
            WorkspaceError, match="which server\\? Add one of these names: production, staging, local"
        ),
        backups.machine(""),
    ):
        pass
