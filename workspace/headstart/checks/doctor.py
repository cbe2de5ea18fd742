"""What is installed, from where, and what is wrong, each with the command that fixes it."""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from headstart.checks import pins
from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.devdb import branch_urls, branches
from headstart.migrations import revisions
from headstart.postgres import databases, servers, urls
from headstart.running import application, supervisor
from headstart.setup import browser, chromium, node_packages, toolchain

DISK_NEEDED = 1024**3  # bytes: packages of both sides and a small database


@dataclass(frozen=True)
class Finding:
    """One line of the table; ``remedy`` is empty when nothing is wrong."""

    subject: str
    found: str
    pinned: str = ""
    source: str = ""
    remedy: str = ""


def examine() -> list[Finding]:
    """Look at tools, packages, database, ports, disk and pins; nothing is started or changed."""
    wanted = project.pins()
    return [
        _headstart(),
        _python(wanted.python),
        _poetry(wanted.poetry),
        _tool("Node", wanted.node, toolchain.node),
        _yarn(wanted.yarn),
        _postgres(wanted.postgres),
        _front_end(),
        _browser(),
        _database(),
        *(_port(label, port) for label, port in (("API", application.API_PORT), ("UI", application.UI_PORT))),
        _disk(),
        *_pins(),
    ]


def _headstart() -> Finding:
    """Return the version of Headstart that a product has, or that of the tooling here."""
    recorded = project.pyproject()["tool"].get("headstart", {})
    if "version" not in recorded:
        return Finding("Headstart", metadata.version("headstart-workspace"), source="its own repository")
    commit = recorded.get("commit", "")[:12]
    source = f"{recorded.get('template') or 'template unknown'}, commit {commit or 'unknown'}"
    return Finding("Headstart", recorded["version"], source=source)


def _python(pinned: str) -> Finding:
    return Finding(
        "Python",
        ".".join(map(str, sys.version_info[:3])),
        f"{pinned} (3.11 to 3.14)",
        _relative(Path(sys.executable)),
    )


def _poetry(pinned: str) -> Finding:
    folder = project.STATE / f"poetry-{pinned}"
    if (folder / "finished").exists():
        return Finding("Poetry", pinned, pinned, _relative(folder))
    return Finding("Poetry", "installed when first used", pinned)


def _tool(name: str, pinned: str, find: Callable[[], toolchain.Tool]) -> Finding:
    try:
        tool = find()
    except WorkspaceError as error:
        return Finding(name, f"missing: {error}", pinned, remedy="./inv setup")
    return Finding(name, tool.version, pinned, f"{tool.source}: {_relative(tool.folder)}")


def _postgres(pinned: str) -> Finding:
    if not os.environ.get("DATABASE_URL"):
        return _tool("PostgreSQL", pinned, toolchain.postgres)
    try:
        version = databases.server_version(urls.default_url())
    except WorkspaceError:
        return Finding("PostgreSQL", "does not answer", pinned, "DATABASE_URL", "correct DATABASE_URL")
    remedy = "" if version.split(".")[0] == pinned else f"use a server of version {pinned}"
    return Finding("PostgreSQL", version, pinned, "DATABASE_URL", remedy)


def _yarn(pinned: str) -> Finding:
    fetched = project.STATE / "corepack" / "v1" / "yarn" / pinned
    if fetched.exists():
        return Finding("Yarn", pinned, pinned, "Corepack")
    return Finding("Yarn", "not fetched yet", pinned, "Corepack", remedy="./inv setup")


def _front_end() -> Finding:
    try:
        installed = node_packages.is_installed()
    except WorkspaceError:
        installed = False
    if installed:
        return Finding("UI packages", "as in yarn.lock", source="frontend/node_modules")
    return Finding("UI packages", "not as in yarn.lock", remedy="./inv setup")


def _browser() -> Finding:
    pinned = project.pins().chromium if chromium.has_build() else ""
    try:
        found = browser.find()
    except browser.NoBrowser as error:
        return Finding("browser", str(error), pinned, remedy=f"correct or unset {browser.VARIABLE}")
    except WorkspaceError:
        return Finding("browser", "not known without the UI packages", pinned, remedy="./inv setup")
    if found is None:
        remedy = "./inv setup" if chromium.has_build() else browser.FIX
        return Finding("browser", "missing", pinned, remedy=remedy)
    return Finding("browser", found.version, pinned, f"{found.source}: {_relative(found.program)}")


def _database() -> Finding:
    head = revisions.newest_revision() or "several heads"
    try:
        if branch_urls.follows_branch() and branches.key(branch := git.branch()) is None:
            return Finding("database", f"none yet for branch {branch}: the next task makes it", head)
        url = branch_urls.development_url()
    except WorkspaceError as error:
        return Finding("database", str(error), head, remedy="fix git")
    shown = urls.without_password(url)
    try:
        revision = revisions.revision(url)
    except WorkspaceError:
        given = os.environ.get("DATABASE_URL")
        if not given and servers.development_server().pid() is None:
            return Finding("database", "stopped: `inv up` starts it", head, shown)
        remedy = "correct DATABASE_URL" if given else "inv db.start"
        return Finding("database", "does not answer", head, shown, remedy)
    remedy = "" if revision == head else "inv migrate"
    if not revisions.is_known(revision):
        remedy = "switch to the branch that has it, or inv db.reset"
    return Finding("database", f"at {revision or 'no revision'}", head, shown, remedy)


def _relative(path: Path) -> str:
    """Return a path as seen from the checkout, where it lies in it."""
    return str(path.relative_to(project.ROOT)) if path.is_relative_to(project.ROOT) else str(path)


def _port(label: str, port: int) -> Finding:
    state = application.UpState.read()
    if state and state.is_alive:
        address = state.api if label == "API" else state.ui
        return Finding(f"port of the {label}", "in use by `inv up`", str(port), address)
    if supervisor.free_port(port) == port:
        return Finding(f"port of the {label}", "free", str(port))
    return Finding(f"port of the {label}", "taken: `inv up` will choose another", str(port))


def _disk() -> Finding:
    free = shutil.disk_usage(project.ROOT).free
    remedy = "" if free > DISK_NEEDED else "free 1 GB on this disk"
    return Finding("disk", f"{free / 1024**3:.1f} GB free", "1 GB", str(project.ROOT), remedy)


def _pins() -> list[Finding]:
    found = [
        Finding(
            "pins", f"{drift.path}:{drift.line} says {drift.found}", drift.pinned, remedy="change that line"
        )
        for drift in pins.drifts()
    ]
    return found or [Finding("pins", "every file agrees", source="[tool.workspace] in pyproject.toml")]
