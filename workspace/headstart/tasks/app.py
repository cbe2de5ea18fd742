"""Tasks that run and install the application."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from invoke.context import Context
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from headstart.build import images
from headstart.checks import budgets
from headstart.checks.budgets import Budget
from headstart.core.errors import WorkspaceError
from headstart.devdb import development
from headstart.devdb.development import Development
from headstart.postgres import urls
from headstart.running import application, debugging
from headstart.setup import browser, node_packages
from headstart.tasks.declare import console, task
from headstart.tasks.opened import open_database

BEGAN = time.monotonic()
# Of a budget that is kept, exceeded, or was not measured.
MARKS = {True: Text("✓", "green"), False: Text("✗", "red"), None: Text("?", "yellow")}


@task()
def up(_context: Context) -> None:
    """Run everything: database, API and UI, with hot reload."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)  # the server must be stopped on these too
    left = application.take_over(console)
    try:
        _run(left=left)
    finally:
        application.RECORD.unlink(missing_ok=True)
    console.print("stopped")


@task(api_only="leave the UI out")
def debug(_context: Context, api_only: bool = False) -> None:
    """Run the API in this process, for a debugger, and the UI."""
    if not api_only:
        node_packages.install()
    found = open_database()
    console.print(development.prepare(found.url) or "the database is ready")
    debugging.run(console, found.url, api_only=api_only)


@task()
def setup(_context: Context) -> None:
    """Install or repair everything `up` and `test` need."""
    with console.status("the front end's packages"):
        node_packages.install()
    try:
        with console.status("Chromium for the browser tests"):
            browser.ensure()
    except browser.NoBrowser as error:
        console.print(f"[yellow]everything but the browser tests is installed[/]: {escape(str(error))}")
        return
    console.print("everything is installed: `inv up` runs it, `inv test` tests it")


@task()
def build(_context: Context) -> None:
    """Build and measure the front end; build the images."""
    with console.status("the front end"):
        images.build_front_end()
    console.print("built frontend/dist")
    with console.status("what it costs its users"):
        measured = budgets.measure(images.DIST)
    console.print(_table(measured))
    if excess := budgets.exceeded(measured):
        raise WorkspaceError(excess)
    docker = images.docker()
    if docker is None:
        console.print("no images: Docker is not running")
        return
    images.build_images(docker)


def _table(measured: list[Budget]) -> Table:
    table = Table("", "budget", "measured", "limit", box=None, pad_edge=False)
    for budget in measured:
        mark = MARKS[budget.kept]
        table.add_row(mark, *map(Text, (budget.what, budget.measured, budget.limit)))
    return table


def _run(*, left: bool) -> None:
    # The pool ends first: what is being started in its thread must be there to be stopped.
    with ExitStack() as at_the_end:
        with ThreadPoolExecutor(max_workers=1) as beside, console.status("packages, database, demo data"):
            database = beside.submit(_prepare_database, at_the_end, left=left)
            node_packages.install()  # of a first set-up they take longer than the database
            found = database.result()
        owns = found.started or left
        application.run(console, urls.database_of(found.url), found.server, BEGAN, owns_server=owns)


def _prepare_database(at_the_end: ExitStack, *, left: bool) -> Development:
    """Open, migrate and seed the development database; its server ends with ``up`` if that started it."""
    found = open_database()
    if found.server and (found.started or left):
        at_the_end.callback(found.server.stop)
    if seeded := development.prepare(found.url):
        console.print(seeded)
    return found
