"""Tasks that make resources."""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from invoke.context import Context

from headstart.core import commands, git, project
from headstart.migrations import revisions
from headstart.postgres import databases, urls
from headstart.running import application
from headstart.scaffold import answers as answers_file
from headstart.scaffold import beginning, ejection, initialisation, wheel
from headstart.scaffold.answers import Answers
from headstart.scaffold.creation import plan_creation
from headstart.scaffold.execution import carry_out, refuse_other_differences
from headstart.scaffold.initialisation import Difference
from headstart.scaffold.plan import Plan
from headstart.scaffold.removal import plan_removal
from headstart.setup import node_packages
from headstart.tasks.declare import confirm, console, task
from headstart.tasks.opened import open_database, refuse_another_machine
from headstart.tasks.questions import Questions
from headstart.tasks.turns import one_at_a_time


@task(
    words="fields",
    name="its singular, such as InvoiceLine",
    api_only="leave the front end out",
    dry_run="only show what it would do",
)
@one_at_a_time
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
    console.print(f"next: `inv seed` for demo data, `inv test`; to undo: `inv drop {name}`")


@task(yes="do not ask", dry_run="only show what it would do")
@one_at_a_time
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
    word="title",
    title='the product, such as "Acme Shop"',
    bare="leave the sample out",
    sample="keep the sample: authors and books",
    history="start a fresh git history",
    license="of the product: proprietary, mit or apache-2.0",
    yes="do not ask: the defaults for what is not given",
)
@one_at_a_time
def init(  # noqa: PLR0913, PLR0917 -- one parameter an option
    _context: Context,
    title: str = "",
    bare: bool = False,
    sample: bool = False,
    history: bool = False,
    license: str = "",  # noqa: A002 -- the name of the option
    yes: bool = False,
) -> None:
    """Make this clone a product of yours: inv init "Acme Shop"."""
    questions = Questions(yes=yes)
    recorded = answers_file.read()
    title = title or questions.title(recorded)
    answers_file.check_title(title)
    bare = questions.bare(bare=bare, sample=sample, recorded=recorded)
    license_ = questions.license(license, recorded)
    if history or questions.history(recorded):
        beginning.refuse_history()
        if beginning.has_history():
            confirm("All commits of this repository will be lost. Start a fresh history?", yes=yes)
        history = True
    answers = _answers(title, license_, recorded, bare=bare)
    node_packages.install()
    replaces = bare and not (recorded and recorded.bare) and _replaces_database(answers.name, yes=yes)
    with console.status("writing files, client and lock files"):
        differences = initialisation.plan(answers)
        initialisation.carry_out(differences)
    _summarise(differences)
    if secret := beginning.write_secret():
        console.print(f"write   {secret.relative_to(project.ROOT)}: a secret for production, not in git")
    if differences:
        initialisation.set_up()
    if replaces:
        # In a process of its own: this one knows the old name.
        args = [sys.executable, "-P", "-m", "invoke", "db.reset", "--yes"]
        commands.output(args, doing="the development database could not be recreated")
        console.print("the development database was recreated; `inv db.list` shows where the old one is kept")
    if history:
        beginning.begin_history(title)
        console.print("git has a fresh history with one commit")
    first = (
        "`inv new Product name:str price:decimal` adds its first resource"
        if bare
        else "`./inv test` tests it"
    )
    console.print(f"this is {title} now: `./inv up` runs it, {first}", markup=False)


@task(yes="do not ask")
@one_at_a_time
def eject(_context: Context, yes: bool = False) -> None:
    """Turn the tooling's wheel into source that you can change, in workspace/."""
    confirm("The tooling becomes a part of this project, and `inv upgrade` merges it. Continue?", yes=yes)
    with console.status("unpacking the tooling"):
        folder = ejection.eject()
    initialisation.set_up()
    console.print(f"the tooling is in {folder.relative_to(project.ROOT)}: `inv test.workspace` tests it")


def _answers(title: str, license_: str, recorded: Answers | None, *, bare: bool) -> Answers:
    if recorded:
        name = recorded.name if title == recorded.title else answers_file.name_of(title)
        return replace(recorded, title=title, name=name, bare=bare)
    return Answers(
        title=title,
        name=answers_file.name_of(title),
        bare=bare,
        license=license_,
        template=git.remote_address(),
        version=version("headstart-workspace"),
        commit=git.commit(),
    )


def _summarise(differences: Sequence[Difference]) -> None:
    """Print what was written and changed, and how many files were deleted."""
    for each in differences:
        if each.after is not None:
            console.print(f"{each.verb:<7} {each.path}", markup=False)
    tooling = f"{wheel.SOURCE}/"
    others = [each for each in differences if each.after is None and not each.path.startswith(tooling)]
    if others:
        console.print(f"delete  {len(others)} files that a product does not need; `git status` lists them")
    if any(each.path.startswith(tooling) for each in differences):
        console.print(f"delete  {tooling}: the tooling is in {wheel.VENDOR}/ now; `inv eject` brings it back")


def _migrated_database() -> str:
    url = open_database().url
    if revisions.revision(url) != revisions.newest_revision():
        revisions.migrate(url)
    return url


def _replaces_database(name: str, *, yes: bool) -> bool:
    """Ask, if the database keeps its name and holds what the sample's migrations made."""
    if name != project.pyproject()["project"]["name"] and not os.environ.get("DATABASE_URL"):
        return False  # another name, another database: the old one stays
    found = open_database()
    if revisions.revision(found.url) is None:
        return False
    refuse_another_machine(found.url, "init --bare")
    if not databases.is_empty(found.url):
        database = urls.database_of(found.url)
        confirm(
            f"The database {database} will be recreated, and the old one kept for a while. Continue?", yes=yes
        )
    return True


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
