"""``inv docs``: rendered for a person, unchanged for a program."""

import io

import pytest
from invoke.context import Context
from rich.console import Console

from headstart.core import documents
from headstart.tasks import documentation


def test_all_topics_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    documentation.docs(Context())

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(documents.topics())


def test_in_a_pipe_the_document_is_printed_unchanged(capsys: pytest.CaptureFixture[str]) -> None:
    documentation.docs(Context(), "database")

    assert capsys.readouterr().out == documents.find("database").read_text("utf-8")


def test_in_a_terminal_it_is_rendered_and_paged(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Console(file=io.StringIO(), force_terminal=True, width=80)
    paged: list[str] = []
    monkeypatch.setattr(documentation, "console", terminal)
    monkeypatch.setattr("pydoc.pager", paged.append)
    monkeypatch.setenv("TERM", "xterm")

    documentation.docs(Context(), "database")

    (text,) = paged
    assert "\x1b[" in text
    assert "# The database" not in text
    assert "The database" in text
