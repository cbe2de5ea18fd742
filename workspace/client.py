"""The contract between the two sides: the OpenAPI document, and the TypeScript made from it."""

import os
import subprocess
import sys
from pathlib import Path

from workspace import project, toolchain
from workspace.errors import WorkspaceError

DOCUMENT = project.FRONTEND / "openapi.json"
TYPES = project.FRONTEND / "src" / "lib" / "api" / "schema.d.ts"


def write() -> list[Path]:
    """Write document and types; return the files that changed."""
    document = api_document()
    changed = _replace(DOCUMENT, document)
    return changed + _replace(TYPES, types_of(DOCUMENT))


def stale() -> list[Path]:
    """Return the files that do not say what the API says."""
    found = [DOCUMENT] if DOCUMENT.read_text("utf-8") != api_document() else []
    return found + ([TYPES] if TYPES.read_text("utf-8") != types_of(DOCUMENT) else [])


def api_document() -> str:
    """Return the API's OpenAPI document as text, asked from the app in a process of its own."""
    return _output([sys.executable, "-m", "app.openapi"], project.BACKEND, {**os.environ})


def types_of(document: Path) -> str:
    """Return the TypeScript of a document, formatted as the front end is."""
    environment = toolchain.node_environment()
    raw = _output([*toolchain.frontend_program("openapi-typescript"), str(document)], project.FRONTEND, environment)
    words = [*toolchain.frontend_program("prettier"), "--stdin-filepath", str(TYPES)]
    return _output(words, project.FRONTEND, environment, given=raw)


def _replace(path: Path, text: str) -> list[Path]:
    if path.exists() and path.read_text("utf-8") == text:
        return []
    path.write_text(text, "utf-8")
    return [path]


def _output(words: list[str], cwd: Path, environment: dict[str, str], *, given: str = "") -> str:
    done = subprocess.run(words, cwd=cwd, env=environment, input=given, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
        msg = f"the client could not be generated: {last}"
        raise WorkspaceError(msg)
    return done.stdout
