"""The doctor as a task: a table for people, JSON for machines, and an exit code."""

import json

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.checks import doctor
from headstart.checks.doctor import Finding
from headstart.tasks import diagnosis

WELL = Finding("Node", "24.1.0", "24", "the PATH: /usr/bin")
ILL = Finding("Poetry", "missing", "2.5.1", remedy="./inv setup")


def test_what_is_well_ends_well(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(doctor, "examine", lambda: [WELL])
    diagnosis.doctor(Context())
    assert "the PATH: /usr/bin" in capsys.readouterr().out


def test_what_is_ill_is_shown_with_its_remedy_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "examine", lambda: [WELL, ILL])
    with pytest.raises(Exit, match="inv: 1 of 2 need something") as ended:
        diagnosis.doctor(Context())
    assert ended.value.code == 1
    assert "./inv setup" in capsys.readouterr().out


def test_machines_are_given_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(doctor, "examine", lambda: [WELL, ILL])
    with pytest.raises(Exit):
        diagnosis.doctor(Context(), json=True)
    found = json.loads(capsys.readouterr().out)
    assert [each["remedy"] for each in found] == ["", "./inv setup"]
