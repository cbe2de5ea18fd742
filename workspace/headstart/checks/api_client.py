"""The contract between the two sides: the OpenAPI document, and the TypeScript made from it."""

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from headstart.core import commands, project
from headstart.setup import toolchain

DOCUMENT = project.FRONTEND / "openapi.json"
TYPES = project.FRONTEND / "src" / "lib" / "api" / "schema.d.ts"
RULES = project.FRONTEND / "src" / "lib" / "api" / "rules.ts"
FAILED = "the client could not be generated"


def write() -> list[Path]:
    """Write the document and what is made of it; return the files that changed."""
    changed = _replace(DOCUMENT, api_document())
    with ThreadPoolExecutor() as pool:
        types, rules = pool.submit(types_of, DOCUMENT), pool.submit(rules_of, DOCUMENT)
        return changed + _replace(TYPES, types.result()) + _replace(RULES, rules.result())


def stale() -> list[Path]:
    """Return the files that do not say what the API says."""
    texts = {DOCUMENT: api_document(), TYPES: types_of(DOCUMENT), RULES: rules_of(DOCUMENT)}
    return [path for path, text in texts.items() if not _says(path, text)]


def api_document() -> str:
    """Return the API's OpenAPI document as text, asked from the app in a process of its own."""
    code = "import json, app; print(json.dumps(app.openapi_document(), indent=2))"
    return commands.output([sys.executable, "-c", code], cwd=project.BACKEND, failure=FAILED)


def types_of(document: Path) -> str:
    """Return the TypeScript types of a document: of its paths, parameters and answers."""
    return _formatted(TYPES, _generated("openapi-typescript", document))


def rules_of(document: Path) -> str:
    """Return the checks of what a document lets a client send, as ``openapi-ts.config.ts`` asks for them."""
    with tempfile.TemporaryDirectory() as folder:
        _generated("openapi-ts", "--input", document, "--output", folder, "--silent")
        raw = Path(folder, "valibot.gen.ts").read_text("utf-8")
    # The generator puts the character itself where the pattern names it: Git takes that for a binary file.
    return _formatted(RULES, raw.replace("\0", r"\u0000"))


def _generated(name: str, *words: object) -> str:
    generator = [*toolchain.frontend_program(name), *words]
    return commands.output(generator, toolchain.node_environment(), cwd=project.FRONTEND, failure=FAILED)


def _formatted(path: Path, text: str) -> str:
    formatter = [*toolchain.frontend_program("prettier"), "--stdin-filepath", path]
    environment = toolchain.node_environment()
    return commands.output(formatter, environment, cwd=project.FRONTEND, stdin=text, failure=FAILED)


def _replace(path: Path, text: str) -> list[Path]:
    if _says(path, text):
        return []
    path.write_text(text, "utf-8")
    return [path]


def _says(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text
