"""The installed tools, and problems with the commands that fix them."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import psycopg2

from headstart.checks import pins
from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.devdb import branch_urls, branches
from headstart.migrations import revisions
from headstart.postgres import databases, servers, urls
from headstart.running import application, supervisor
from headstart.setup import browser, chromium, node_packages, toolchain

JOBS = """
    SELECT
        (
            SELECT count(*) FROM jobs.procrastinate_workers
            WHERE last_heartbeat > now() - interval '30 seconds'
        ),
        count(*),
        coalesce(extract(epoch FROM now() - min(coalesce(scheduled_at, at))) / 60, 0)
    FROM jobs.procrastinate_jobs job
    JOIN jobs.procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
    WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())
"""
MIN_FREE_DISK = 1024**3  # bytes, for all packages and a small database


@dataclass(frozen=True)
class Finding:
    """A line of the table; ``remedy`` is empty if there is no problem."""

    subject: str
    found: str
    pinned: str = ""
    source: str = ""
    remedy: str = ""


def examine() -> list[Finding]:
    """Examine tools, packages, database, ports, disk and pins, without changing anything."""
    pinned = project.pins()
    return [
        _headstart(),
        _python(pinned.python),
        _poetry(pinned.poetry),
        _tool("Node", pinned.node, toolchain.node),
        _yarn(pinned.yarn),
        _postgres(pinned.postgres),
        _front_end(),
        _browser(),
        _database(),
        *_jobs(),
        *(_port(label, port) for label, port in (("API", application.API_PORT), ("UI", application.UI_PORT))),
        _disk(),
        *_pins(),
    ]


def _headstart() -> Finding:
    """Return the version of Headstart in a product, or of this repository."""
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
    folder = project.STATE / "corepack" / "v1" / "yarn" / pinned
    if folder.exists():
        return Finding("Yarn", pinned, pinned, "Corepack")
    return Finding("Yarn", "not downloaded yet", pinned, "Corepack", remedy="./inv setup")


def _front_end() -> Finding:
    try:
        is_installed = node_packages.is_installed()
    except WorkspaceError:
        is_installed = False
    if is_installed:
        return Finding("UI packages", "match yarn.lock", source="frontend/node_modules")
    return Finding("UI packages", "do not match yarn.lock", remedy="./inv setup")


def _browser() -> Finding:
    pinned = project.pins().chromium if chromium.has_build() else ""
    try:
        program = browser.find()
    except browser.NoBrowser as error:
        return Finding("browser", str(error), pinned, remedy=f"correct or unset {browser.VARIABLE}")
    except WorkspaceError:
        return Finding("browser", "unknown without the UI packages", pinned, remedy="./inv setup")
    if program is None:
        remedy = "./inv setup" if chromium.has_build() else browser.FIX
        return Finding("browser", "missing", pinned, remedy=remedy)
    return Finding("browser", program.version, pinned, f"{program.source}: {_relative(program.program)}")


def _database() -> Finding:
    head = revisions.newest_revision() or "several heads"
    try:
        if branch_urls.follows_branch() and branches.key(branch := git.branch()) is None:
            return Finding("database", f"none yet for branch {branch}: the next task creates it", head)
        url = branch_urls.development_url()
    except WorkspaceError as error:
        return Finding("database", str(error), head, remedy="fix git")
    address = urls.without_password(url)
    try:
        revision = revisions.revision(url)
    except WorkspaceError:
        is_external = bool(os.environ.get("DATABASE_URL"))
        if not is_external and servers.development_server().pid() is None:
            return Finding("database", "stopped: `inv up` starts it", head, address)
        remedy = "correct DATABASE_URL" if is_external else "inv db.start"
        return Finding("database", "does not answer", head, address, remedy)
    remedy = "" if revision == head else "inv migrate"
    if not revisions.is_known(revision):
        remedy = "switch to the branch with this revision, or inv db.reset"
    return Finding("database", f"at {revision or 'no revision'}", head, address, remedy)


def _jobs() -> Iterator[Finding]:
    """Yield the state of the job queue, if the database answers and has one."""
    try:
        with closing(databases.connect(branch_urls.development_url())) as session, session.cursor() as rows:
            rows.execute("SELECT to_regclass('jobs.procrastinate_jobs')")
            if rows.fetchone() == (None,):
                return
            rows.execute(JOBS)
            workers, waiting, minutes = rows.fetchone() or (0, 0, 0)
    except (WorkspaceError, psycopg2.Error):
        return  # the line about the database explains it
    found = f"{waiting} waiting, {workers} live worker{'' if workers == 1 else 's'}"
    remedy = ""
    if minutes >= 1:
        found = f"{found}, the oldest job waits for {minutes:.0f} min"
        remedy = "" if workers else "run `inv up`, or `python -m app.worker`"
    yield Finding("background jobs", found, remedy=remedy)


def _relative(path: Path) -> str:
    """Return a path relative to the checkout, if it is in it."""
    return str(path.relative_to(project.ROOT)) if path.is_relative_to(project.ROOT) else str(path)


def _port(label: str, port: int) -> Finding:
    state = application.UpState.read()
    if state and state.is_alive:
        address = state.api if label == "API" else state.ui
        return Finding(f"port of the {label}", "in use by `inv up`", source=address)
    free = supervisor.free_port(port)
    found = f"{port} is free" if free == port else f"{port} is in use: `inv up` will use {free}"
    return Finding(f"port of the {label}", found)


def _disk() -> Finding:
    free = shutil.disk_usage(project.ROOT).free
    remedy = "" if free > MIN_FREE_DISK else "free 1 GB on this disk"
    return Finding("disk", f"{free / 1024**3:.1f} GB free", source=str(project.ROOT), remedy=remedy)


def _pins() -> list[Finding]:
    findings = [
        Finding(
            "pins", f"{drift.path}:{drift.line} has {drift.found}", drift.pinned, remedy="change that line"
        )
        for drift in pins.drifts()
    ]
    return findings or [Finding("pins", "all files agree", source="[tool.workspace] in pyproject.toml")]
