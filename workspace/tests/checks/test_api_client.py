"""The client of the front end: generated from the API's document, and stale if they differ."""

from pathlib import Path

import pytest

from headstart.checks import api_client
from headstart.core.errors import WorkspaceError
from headstart.setup import toolchain


@pytest.fixture
def program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Replace Node's programs by scripts that copy the document and format it with ``sed``."""
    scripts = {
        "openapi-typescript": 'cat "$1"',
        "openapi-ts": '(cat "$2"; printf "rules \\0\\033\\342\\200\\250\n") > "$4/valibot.gen.ts"',
        "prettier": "sed s/old/new/",
    }
    for name, text in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.setattr(toolchain, "frontend_program", lambda name: [str(folder / name)])
    monkeypatch.setattr(toolchain, "node_environment", lambda: None)
    monkeypatch.setattr(api_client, "DOCUMENT", folder / "openapi.json")
    monkeypatch.setattr(api_client, "TYPES", folder / "schema.d.ts")
    monkeypatch.setattr(api_client, "RULES", folder / "rules.ts")
    monkeypatch.setattr(api_client, "api_document", lambda: "an old document\n")
    return folder


def test_changed_files_are_written(program: Path) -> None:
    assert api_client.write() == [program / name for name in ("openapi.json", "schema.d.ts", "rules.ts")]
    assert api_client.TYPES.read_text("utf-8") == "an new document\n"
    assert api_client.RULES.read_text("utf-8") == "an new document\nrules \\u0000\\u001b\\u2028\n"
    assert api_client.write() == []
    assert api_client.stale() == []


@pytest.mark.usefixtures("program")
def test_files_that_differ_from_the_api_are_stale() -> None:
    api_client.write()
    for path in (api_client.TYPES, api_client.RULES):
        path.write_text("edited", "utf-8")
    assert api_client.stale() == [api_client.TYPES, api_client.RULES]
    api_client.write()
    api_client.RULES.unlink()
    assert api_client.stale() == [api_client.RULES]
    api_client.DOCUMENT.write_text("edited", "utf-8")
    assert api_client.DOCUMENT in api_client.stale()


def test_a_generator_that_fails_is_reported(program: Path) -> None:
    (program / "prettier").write_text("#!/bin/sh\necho no such file >&2\nexit 2\n", "utf-8")
    with pytest.raises(WorkspaceError, match=r"the client could not be generated: no such file"):
        api_client.write()
