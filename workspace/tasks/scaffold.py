"""Tasks that make resources."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from invoke.context import Context

from workspace import application, frontend, project
from workspace.databases import rows_of
from workspace.scaffold import beginning
from workspace.scaffold.creation import plan_creation
from workspace.scaffold.execution import carry_out, refuse_other_differences, rewrite
from workspace.scaffold.plan import Plan
from workspace.scaffold.removal import plan_removal
from workspace.scaffold.renaming import plan_renaming
from workspace.tasks.declare import confirm, console, task
from workspace.tasks.opened import open_database


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
    frontend.install()
    if dry_run:
        _show(plan_creation(name, fields, api_only=api_only))
        return
    url = open_database().url
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
    frontend.install()
    removal = plan_removal(name)
    if dry_run:
        _show(removal.plan)
        return
    url = open_database().url
    if removal.edited:
        edited = ", ".join(removal.edited)
        confirm(f"Changed since they were made: {edited}. Delete them all the same?", yes=yes)
    if count := rows_of(url, removal.table):
        confirm(f"The table {removal.table} holds {count} rows, which will be lost. Drop it?", yes=yes)
    with console.status("dropping it"):
        refuse_other_differences(url)
        migration = carry_out(removal.plan, url)
    _list(removal.plan)
    if migration:
        console.print(f"write   {migration.relative_to(project.ROOT)}", markup=False)


@task(title='the product, such as "Acme Shop"', history="begin a new git history", yes="do not ask")
def init(_context: Context, title: str, history: bool = False, yes: bool = False) -> None:
    """Make this clone a product of yours: inv init "Acme Shop"."""
    if history:
        beginning.refuse_history()
        confirm("All commits of this repository will be lost. Begin a new history?", yes=yes)
    installed = frontend.is_installed()
    plan = plan_renaming(title)
    rewrite(plan)
    if installed:
        # Only names changed in what Yarn reads.
        frontend.STAMP.write_text(frontend.fingerprint(), "utf-8")
    _list(plan)
    if secret := beginning.write_secret():
        console.print(
            f"write   {secret.relative_to(project.ROOT)}: a fresh secret for production, outside of git"
        )
    if history:
        beginning.begin_history(title)
        console.print("git begins anew, with one commit")
    console.print(
        f"this is {title} now: `./inv up` runs it; the pictures for `inv test.e2e` are to be taken again"
    )


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
