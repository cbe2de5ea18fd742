"""The client of the front end: written from the API's document, stale when they differ."""

from pathlib import Path

import pytest

from workspace import client, toolchain
from workspace.errors import WorkspaceError


@pytest.fixture
def program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put scripts in place of Node's programs: the types are the document, formatted by ``sed``."""
    scripts = {"openapi-typescript": 'cat "$1"', "prettier": "sed s/old/new/"}
    for name, text in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.setattr(toolchain, "frontend_program", lambda name: [str(folder / name)])
    monkeypatch.setattr(toolchain, "node_environment", lambda: None)
    monkeypatch.setattr(client, "DOCUMENT", folder / "openapi.json")
    monkeypatch.setattr(client, "TYPES", folder / "schema.d.ts")
    monkeypatch.setattr(client, "api_document", lambda: "an old document\n")
    return folder


def test_document_and_types_are_written_when_they_changed(program: Path) -> None:
    assert client.write() == [program / "openapi.json", program / "schema.d.ts"]
    assert client.TYPES.read_text("utf-8") == "an new document\n"
    assert client.write() == []
    assert client.stale() == []


@pytest.mark.usefixtures("program")
def test_what_does_not_say_what_the_api_says_is_stale() -> None:
    client.write()
    client.TYPES.write_text("by hand", "utf-8")
    assert client.stale() == [client.TYPES]
    client.DOCUMENT.write_text("by hand", "utf-8")
    assert client.stale() == [client.DOCUMENT]


def test_a_generator_that_fails_is_explained(program: Path) -> None:
    (program / "prettier").write_text("#!/bin/sh\necho no such file >&2\nexit 2\n", "utf-8")
    with pytest.raises(WorkspaceError, match=r"the client could not be generated: no such file"):
        client.write()
