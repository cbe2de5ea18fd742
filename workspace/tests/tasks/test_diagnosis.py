"""The doctor as a task: a table for people, JSON for machines, and an exit code."""

import json
from dataclasses import replace

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.checks import doctor
from headstart.checks.doctor import Finding
from headstart.core.journal import Record
from headstart.scaffold import undo
from headstart.tasks import diagnosis

OK = Finding("Node", "24.1.0", "24", "the PATH: /usr/bin")
BROKEN = Finding("Poetry", "missing", "2.5.1", remedy="./inv setup")


def test_without_problems_it_succeeds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "examine", lambda: [OK])
    diagnosis.doctor(Context())
    assert "the PATH: /usr/bin" in capsys.readouterr().out


def test_problems_are_shown_with_their_remedy_and_fail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "examine", lambda: [OK, BROKEN])
    with pytest.raises(Exit, match="inv: 1 of 2 have problems") as exited:
        diagnosis.doctor(Context())
    assert exited.value.code == 1
    assert "./inv setup" in capsys.readouterr().out


def test_every_line_fits_a_terminal_of_80_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = "the package index: .venv/lib/python3.13/site-packages"
    monkeypatch.setattr(doctor, "examine", lambda: [replace(OK, source=source, remedy="./inv setup")])
    with pytest.raises(Exit):
        diagnosis.doctor(Context())
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "✗ Node  24.1.0 (pinned: 24)",
        f"        {source}",
        "        fix: ./inv setup",
    ]
    assert max(map(len, lines)) <= 80


def test_json_is_printed_on_demand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "examine", lambda: [OK, BROKEN])
    with pytest.raises(Exit):
        diagnosis.doctor(Context(), json=True)
    findings = json.loads(capsys.readouterr().out)
    assert [each["remedy"] for each in findings] == ["", "./inv setup"]


def test_a_killed_command_is_named_until_it_is_undone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "examine", lambda: [OK])
    undo.journal().write(Record("`inv new` (process 7)", database={"url": "postgresql:///mine"}))

    with undo.journal().lock(wait=True):  # it still runs
        diagnosis.doctor(Context())
    with pytest.raises(Exit, match="inv: 1 of 2 have problems"):
        diagnosis.doctor(Context())

    output = capsys.readouterr().out
    assert "killed command  `inv new` (process 7) was killed and is still to be undone" in output
    assert "fix: inv migrate" in output
