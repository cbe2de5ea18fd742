"""The project's folders, its name and its pinned versions."""

import hashlib
import os
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

# The folder with this package: `workspace/`, or the folder in which the wheel is installed.
TOOLING = Path(__file__).absolute().parents[2]


def _root() -> Path:
    """Return the top folder of the tooling's project, or else of the project of the current folder."""
    for start in (TOOLING, Path.cwd()):
        for folder in (start, *start.parents):
            settings = folder / "pyproject.toml"
            if settings.exists() and "[tool.workspace]" in settings.read_text("utf-8"):
                return folder
    return Path.cwd()


ROOT = _root()
BACKEND = ROOT / "backend"
FRONTEND = ROOT / "frontend"

# Servers' data, logs and tools, which can be recreated. A container keeps them outside of the checkout, which
# it shares with the host.
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
    """Return the project's name as a PostgreSQL identifier: lower case, no hyphens, at most 30 bytes."""
    raw: str = pyproject()["project"]["name"]
    return raw.lower().replace("-", "_")[:30]


def checkout_id() -> str:
    """Return an identifier of this checkout that is unique on this machine."""
    return digest(str(ROOT))


def digest(text: str) -> str:
    """Return a hash of a text, as eight hexadecimal digits for use in names."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def has_tooling_source() -> bool:
    """Return whether the tooling's source is part of this project, and not a wheel in ``vendor/``."""
    return (ROOT / "workspace" / "headstart").is_dir()


def python_path() -> str:
    """Return the ``PYTHONPATH`` for processes that import the application."""
    return f"{BACKEND}{os.pathsep}{TOOLING}"
