"""The contract between the two sides: the OpenAPI document, and the TypeScript made from it."""

import sys
from pathlib import Path

from workspace import commands, project, toolchain

DOCUMENT = project.FRONTEND / "openapi.json"
TYPES = project.FRONTEND / "src" / "lib" / "api" / "schema.d.ts"
FAILED = "the client could not be generated"


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
    code = "import json, app; print(json.dumps(app.openapi_document(), indent=2))"
    return commands.output([sys.executable, "-c", code], cwd=project.BACKEND, doing=FAILED)


def types_of(document: Path) -> str:
    """Return the TypeScript of a document, formatted as the front end is."""
    environment = toolchain.node_environment()
    generator = [*toolchain.frontend_program("openapi-typescript"), document]
    raw = commands.output(generator, environment, cwd=project.FRONTEND, doing=FAILED)
    formatter = [*toolchain.frontend_program("prettier"), "--stdin-filepath", TYPES]
    return commands.output(formatter, environment, cwd=project.FRONTEND, given=raw, doing=FAILED)


def _replace(path: Path, text: str) -> list[Path]:
    if path.exists() and path.read_text("utf-8") == text:
        return []
    path.write_text(text, "utf-8")
    return [path]
