"""Tasks that run and install the application."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from invoke.context import Context
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from headstart.build import bill_of_materials, images
from headstart.checks import budgets
from headstart.checks.budgets import Budget
from headstart.core.errors import WorkspaceError
from headstart.devdb import development
from headstart.devdb.development import Development
from headstart.postgres import urls
from headstart.running import application, debugging
from headstart.setup import browser, node_packages
from headstart.tasks.declare import console, task
from headstart.tasks.development_database import open_database
from headstart.tasks.exclusive import undo_killed

STARTED_AT = time.monotonic()
# For a budget that is met, exceeded or not measured.
MARKS = {True: Text("✓", "green"), False: Text("✗", "red"), None: Text("?", "yellow")}


@task()
def up(_context: Context) -> None:
    """Run everything: database, API and UI, with hot reload."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)  # these must stop the server, too
    is_left_over = application.take_over(console)
    try:
        _run(is_left_over=is_left_over)
    finally:
        application.STATE_FILE.unlink(missing_ok=True)
    console.print("stopped")


@task(api_only="without the UI")
def debug(_context: Context, api_only: bool = False) -> None:
    """Run everything, with the API under your debugger."""
    if not api_only:
        node_packages.install()
    database = open_database()
    console.print(development.prepare(database.url) or "the database is ready")
    debugging.run(console, database.url, api_only=api_only)


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
    console.print(f"wrote {bill_of_materials.write()}: the packages that ship, for audits")
    with console.status("measuring the build"):
        results = budgets.measure(images.DIST)
    console.print(_table(results))
    if message := budgets.javascript_error(results):
        raise WorkspaceError(message)
    docker = images.docker()
    if docker is None:
        console.print("no images: Docker is not running")
        return
    images.build_images(docker)


def _table(results: list[Budget]) -> Table:
    table = Table("", "budget", "measured", "limit", box=None, pad_edge=False)
    for budget in results:
        mark = MARKS[budget.is_met]
        table.add_row(mark, *map(Text, (budget.label, budget.measured, budget.limit)))
    return table


def _run(*, is_left_over: bool) -> None:
    # The pool exits first, so that the server that its thread starts can be stopped.
    with ExitStack() as cleanup:
        with ThreadPoolExecutor(max_workers=1) as pool, console.status("packages, database, demo data"):
            future = pool.submit(_prepare_database, cleanup, is_left_over=is_left_over)
            node_packages.install()
            database = future.result()
        owns_server = database.was_started or is_left_over
        application.run(
            console, urls.database_name(database.url), database.server, STARTED_AT, owns_server=owns_server
        )


def _prepare_database(cleanup: ExitStack, *, is_left_over: bool) -> Development:
    """Open, migrate and seed the development database; its server stops with ``up`` if ``up`` started it."""
    database = open_database()
    if database.server and (database.was_started or is_left_over):
        cleanup.callback(database.server.stop)
    undo_killed()
    if message := development.prepare(database.url):
        console.print(message)
    return database
