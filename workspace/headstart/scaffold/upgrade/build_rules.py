"""Rules for a wheel's build settings, so that building it does not run code of the new version."""

import re
import tomllib
from pathlib import Path
from typing import Any

from headstart.core.errors import WorkspaceError


def refuse_build_code(workspace: Path) -> None:
    """Refuse to build a wheel whose settings make the build run code of the new version.

    Hatchling only copies files, unless it is configured with hooks or with a version or metadata that code
    computes. Another build backend, another package beside Hatchling, or another index to install it from
    would be code as well.

    Raises:
        WorkspaceError: the settings allow one of these; the message names it.
    """
    settings = tomllib.loads((workspace / "pyproject.toml").read_text("utf-8"))
    if reason := _reason(workspace, settings):
        msg = f"building the wheel of this version would run its code: {reason}"
        raise WorkspaceError(msg)


def _reason(workspace: Path, settings: dict[str, Any]) -> str:
    build, tools = settings.get("build-system", {}), settings.get("tool", {})
    hatch = tools.get("hatch", {})
    if build.get("build-backend") != "hatchling.build" or "backend-path" in build:
        return "its build backend is not Hatchling"
    if not all(re.fullmatch(r"hatchling==[\d.]+", each) for each in build.get("requires", [""])):
        return "the build needs more than a pinned Hatchling"
    if "dynamic" in settings["project"] or set(hatch) - {"build"} or "hooks" in _keys(hatch):
        return "Hatchling is configured with more than which files to copy"
    if "uv" in tools or any((workspace / name).exists() for name in ("hatch.toml", "uv.toml")):
        return "it configures Hatchling or uv outside of `[tool.hatch]`"
    return ""


def _keys(table: dict[str, Any]) -> set[str]:
    inner = [_keys(value) for value in table.values() if isinstance(value, dict)]
    return set(table).union(*inner)
