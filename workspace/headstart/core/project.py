"""Where the project lies, what it is called and which versions it pins."""

import hashlib
import os
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

# The folder that holds this package: `workspace/`, or wherever the wheel is installed.
TOOLING = Path(__file__).absolute().parents[2]


def _root() -> Path:
    """Return the top of the project that this tooling belongs to, or else of the one it is run in."""
    for start in (TOOLING, Path.cwd()):
        for folder in (start, *start.parents):
            settings = folder / "pyproject.toml"
            if settings.exists() and "[tool.workspace]" in settings.read_text("utf-8"):
                return folder
    return Path.cwd()


ROOT = _root()
BACKEND = ROOT / "backend"
FRONTEND = ROOT / "frontend"

# Servers' data, logs and tools: all that the workspace makes, and may make again. A container keeps
# them out of the checkout that it shares with the machine.
STATE = Path(os.environ.get("WORKSPACE_STATE") or ROOT / ".workspace")


@dataclass(frozen=True)
class Pins:
    """Versions from ``[tool.workspace]``: a minor of Python, majors of Node and PostgreSQL, a checksum."""

    python: str
    poetry: str
    poetry_mirror: str
    uv: str
    node: str
    yarn: str
    postgres: str
    chromium: str
    chromium_integrity: str


@cache
def pyproject() -> dict[str, Any]:
    """Return the contents of ``pyproject.toml``."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def pins() -> Pins:
    """Return the pinned versions."""
    settings = pyproject()["tool"]["workspace"]
    return Pins(**{field.name: settings[field.name] for field in fields(Pins)})


def name() -> str:
    """Return the project's name as PostgreSQL likes it: lower case, no hyphen, at most 30 bytes."""
    raw: str = pyproject()["project"]["name"]
    return raw.lower().replace("-", "_")[:30]


def checkout_id() -> str:
    """Return what tells this checkout from another on the same machine."""
    return digest(str(ROOT))


def digest(text: str) -> str:
    """Return eight hexadecimal digits that stand for a text in a name."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def has_tooling_source() -> bool:
    """Return whether the tooling's source is part of this project, instead of a wheel in ``vendor/``."""
    return (ROOT / "workspace" / "headstart").is_dir()


def python_path() -> str:
    """Return the ``PYTHONPATH`` for a process that loads the application."""
    return f"{BACKEND}{os.pathsep}{TOOLING}"
