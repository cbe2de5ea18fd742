"""Tasks that make resources."""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from invoke.context import Context

from headstart.core import commands, project
from headstart.migrations import revisions
from headstart.postgres import databases, urls
from headstart.running import application
from headstart.scaffold import beginning
from headstart.scaffold.creation import plan_creation
from headstart.scaffold.emptying import changes_without_sample
from headstart.scaffold.execution import carry_out, refuse_other_differences, rewrite
from headstart.scaffold.plan import Plan
from headstart.scaffold.removal import plan_removal
from headstart.scaffold.renaming import name_of, plan_renaming
from headstart.setup import node_packages
from headstart.tasks.declare import confirm, console, task
from headstart.tasks.opened import open_database, refuse_another_machine


@task(
    words="fields",
    name="its singular, such as InvoiceLine",
    api_only="leave the front end out",
    dry_run="only show what it would do",
)
def new(
    _context: Context,
    name: str,
    fields: Sequence[str] = (),
    api_only: bool = False,
    dry_run: bool = False,
) -> None:
    """Make a resource through all layers: inv new Tag name:str."""
    node_packages.install()
    if dry_run:
        _show(plan_creation(name, fields, api_only=api_only))
        return
    url = _migrated_database()
    with console.status("planning"), ThreadPoolExecutor() as pool:
        ready = pool.submit(refuse_other_differences, url)
        plan = plan_creation(name, fields, api_only=api_only)
        ready.result()
    with console.status("writing files, migration and client"):
        migration = carry_out(plan, url)
    _list(plan)
    if migration:
        console.print(f"write   {migration.relative_to(project.ROOT)}", markup=False)
    if not api_only:
        console.print(f"the page is {_address(plan)}")
    console.print(f"next: `inv seed` for demo data, `inv test`, and `inv drop {name}` if it was not meant so")


@task(yes="do not ask", dry_run="only show what it would do")
def drop(_context: Context, name: str, yes: bool = False, dry_run: bool = False) -> None:
    """Take a resource out of all layers: inv drop Tag."""
    node_packages.install()
    removal = plan_removal(name)
    if dry_run:
        _show(removal.plan)
        return
    url = _migrated_database()
    if removal.edited:
        edited = ", ".join(removal.edited)
        confirm(f"Changed since they were made: {edited}. Delete them all the same?", yes=yes)
    if count := databases.rows_of(url, removal.table):
        confirm(f"The table {removal.table} holds {count} rows, which will be lost. Drop it?", yes=yes)
    with console.status("dropping it"):
        refuse_other_differences(url)
        migration = carry_out(removal.plan, url)
    _list(removal.plan)
    if migration:
        console.print(f"write   {migration.relative_to(project.ROOT)}", markup=False)


@task(
    title='the product, such as "Acme Shop"',
    bare="leave the sample out",
    history="begin a new git history",
    yes="do not ask",
)
def init(_context: Context, title: str, bare: bool = False, history: bool = False, yes: bool = False) -> None:
    """Make this clone a product of yours: inv init "Acme Shop"."""
    if history:
        beginning.refuse_history()
        confirm("All commits of this repository will be lost. Begin a new history?", yes=yes)
    if bare:
        node_packages.install()
    installed = node_packages.is_installed()
    others = changes_without_sample() if bare else []
    anew = bool(others) and _replaces_database(title, yes=yes)
    plan = plan_renaming(title, others=others)
    with console.status("writing files and client"):
        rewrite(plan)
    if installed and not others:
        # Only names changed in what Yarn reads.
        node_packages.STAMP.write_text(node_packages.fingerprint(), "utf-8")
    _list(plan)
    if secret := beginning.write_secret():
        console.print(
            f"write   {secret.relative_to(project.ROOT)}: a fresh secret for production, outside of git"
        )
    if anew:
        # By itself: this process knows the old name.
        words = [sys.executable, "-P", "-m", "invoke", "db.reset", "--yes"]
        commands.output(words, doing="the development database could not be made anew")
        console.print("the development database is new: `inv db.list` shows what the old one is kept as")
    if history:
        beginning.begin_history(title)
        console.print("git begins anew, with one commit")
    console.print(f"this is {title} now: `./inv up` runs it; {_next(bare=bare)}")


def _migrated_database() -> str:
    url = open_database().url
    if revisions.revision(url) != revisions.newest_revision():
        revisions.migrate(url)
    return url


def _replaces_database(title: str, *, yes: bool) -> bool:
    """Ask, where the database keeps its name and holds what the sample's migrations made."""
    if name_of(title) != project.name() and not os.environ.get("DATABASE_URL"):
        return False  # another name, another database: the old one stays
    found = open_database()
    if revisions.revision(found.url) is None:
        return False
    refuse_another_machine(found.url, "init --bare")
    if not databases.is_empty(found.url):
        name = urls.database_of(found.url)
        confirm(f"The database {name} will be made anew, and the old one kept for a while. Go on?", yes=yes)
    return True


def _next(*, bare: bool) -> str:
    if bare:
        return "`inv new Product name:str price:decimal` makes its first resource"
    return "the pictures for `inv test.e2e` are to be taken again"


def _address(plan: Plan) -> str:
    """Return where the page is: under the address of the `up` that runs, or of the usual one."""
    section = next(
        Path(change.path).parent.name for change in plan.changes if change.path.endswith("/route.tsx")
    )
    running = application.Running.read()
    begin = running.ui if running and running.is_alive else f"http://{application.HOST}:{application.UI_PORT}"
    return f"{begin}/{section}" + ("" if running and running.is_alive else " when `inv up` runs")


def _list(plan: Plan) -> None:
    for change in plan.changes:
        console.print(f"{change.verb:<7} {change.path}", markup=False)


def _show(plan: Plan) -> None:
    _list(plan)
    for line in plan.diff():
        console.print(line, markup=False)
