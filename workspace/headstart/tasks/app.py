"""Tasks that run and install the application."""

import signal
import time

from invoke.context import Context
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from headstart.build import images
from headstart.checks import budgets
from headstart.checks.budgets import Budget
from headstart.core.errors import WorkspaceError
from headstart.devdb import development
from headstart.postgres import urls
from headstart.running import application
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
        node_packages.install()
        _run(left=left)
    finally:
        application.RECORD.unlink(missing_ok=True)
    console.print("stopped")


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
        console.print("no images: there is no Docker here whose engine answers")
        return
    images.build_images(docker)


def _table(measured: list[Budget]) -> Table:
    table = Table("", "budget", "measured", "limit", box=None, pad_edge=False)
    for budget in measured:
        mark = MARKS[budget.kept]
        table.add_row(mark, *map(Text, (budget.what, budget.measured, budget.limit)))
    return table


def _run(*, left: bool) -> None:
    with console.status("PostgreSQL"):
        found = open_database()
    owns = found.started or left
    try:
        with console.status("migrations and demo data"):
            seeded = development.prepare(found.url)
        if seeded:
            console.print(seeded)
        database = urls.database_of(found.url)
        application.run(console, database, found.server, BEGAN, owns_server=owns)
    finally:
        if found.server and owns:
            found.server.stop()
