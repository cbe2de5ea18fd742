"""Tasks that generate code: resources, products and the tooling's source."""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

from invoke.context import Context

from headstart.core import commands, git, project
from headstart.core.errors import WorkspaceError
from headstart.migrations import revisions
from headstart.postgres import databases, urls
from headstart.running import application
from headstart.scaffold import answers as answers_file
from headstart.scaffold import background_jobs, ejection, fresh_start, initialisation, parts, wheel
from headstart.scaffold.answers import Answers
from headstart.scaffold.creation import plan_creation
from headstart.scaffold.execution import carry_out, refuse_other_differences
from headstart.scaffold.initialisation import Difference
from headstart.scaffold.ownership import choose_owner
from headstart.scaffold.plan import Plan
from headstart.scaffold.registry import Look
from headstart.scaffold.removal import plan_removal
from headstart.setup import node_packages
from headstart.tasks.declare import confirm, console, task
from headstart.tasks.development_database import open_database, refuse_remote_server
from headstart.tasks.exclusive import one_at_a_time
from headstart.tasks.plans import list_changes, migrated_database, show
from headstart.tasks.questions import Questions


@task(
    rest_args="fields",
    fields="its fields, each name:type and modifiers",
    name="the name in the singular, such as InvoiceLine",
    icon="the section's icon, such as file-invoice (see tabler.io/icons); the name chooses the default",
    group="the title of a group in the sidebar, such as Sales",
    api_only="leave the front end out",
    shared="all users share it; otherwise it belongs to a team",
    owned="each user has their own records, which nobody else sees",
    public="shared, and visitors can read it without signing in",
    cron="when a job runs by itself, such as '0 9 * * 1' for Mondays at nine, UTC",
    dry_run="only show the changes",
)
@one_at_a_time
def new(  # noqa: PLR0913, PLR0917 -- one parameter for each option
    _context: Context,
    name: str,
    fields: Sequence[str] = (),
    icon: str = "",
    group: str = "",
    api_only: bool = False,
    shared: bool = False,
    owned: bool = False,
    public: bool = False,
    cron: str = "",
    dry_run: bool = False,
) -> None:
    """Create a resource in all layers: inv new Tag name:str.

    Examples, with quotes around what a shell would interpret:
      inv new Product name:str:unique price:money 'sold_on:date?'
      inv new Order 'customer:ref:Customer' 'state:enum(open|paid)=open'
      inv new Note text:str --owned
      inv new job SendReminder book_id:int --cron '0 9 * * 1'

    Types:
      str          a line of text; str(80) sets its length
      text         more text
      email        an email address
      url          a link to another site
      int          a whole number
      decimal      a number with two decimals
      money        an amount of money
      bool         true or false
      date         a date
      datetime     a point in time
      time         a time of day
      duration     a number of seconds, shown as 1 h 30 min
      uuid         a UUID
      json         a JSON object
      enum(a|b|c)  one of these values
      ref:Other    a record of another resource
      refs:Other   any number of records of another resource

    Modifiers, after the type:
      ?            optional
      =default     the value if none is given
      :unique      no two records have the same value
      :index       lists sort by it
      :cascade     for a ref: deleted with the record that it refers to
    """
    node_packages.install()
    if name == background_jobs.KIND:
        if public or shared or owned:
            option = "--public" if public else "--shared" if shared else "--owned"
            raise WorkspaceError(f"{option} is for resources: leave it out, because nobody requests a job")
        _new_job(fields, cron, dry_run=dry_run)
        return
    owner = choose_owner(shared=shared, owned=owned, public=public)
    if cron:
        raise WorkspaceError("--cron is for jobs: leave it out, or use `inv new job NAME --cron …`")
    create = partial(
        plan_creation, name, fields, api_only=api_only, owner=owner, is_public=public, look=Look(icon, group)
    )
    if dry_run:
        show(create())
        return
    url = migrated_database()
    with console.status("planning"), ThreadPoolExecutor() as pool:
        check = pool.submit(refuse_other_differences, url)
        plan = create()
        check.result()
    with console.status("writing files, migration and client"):
        written = carry_out(plan, url)
    list_changes(plan, written)
    if not api_only:
        console.print(f"the page is at {_page_address(plan)}")
    console.print(f"next: `inv seed` for demo data, `inv test`; to undo: `inv drop {name}`")


@task(rest_args="job", job="with `inv drop job`: its name", yes="do not ask", dry_run="only show the changes")
@one_at_a_time
def drop(
    _context: Context, name: str, job: Sequence[str] = (), yes: bool = False, dry_run: bool = False
) -> None:
    """Remove a resource from all layers: inv drop Tag.

    For a background job: inv drop job SendReminder
    """
    node_packages.install()
    if name == background_jobs.KIND:
        _drop_job(job, yes=yes, dry_run=dry_run)
        return
    if job:
        raise WorkspaceError(f"drop one resource at a time: run `inv drop {name}`, then the next one")
    removal = plan_removal(name)
    if dry_run:
        show(removal.plan)
        return
    url = migrated_database()
    if removal.edited:
        edited = ", ".join(removal.edited)
        confirm(f"Edited since they were generated: {edited}. Delete them anyway?", yes=yes)
    if count := databases.count_rows(url, removal.table):
        confirm(f"The table {removal.table} has {count} rows. Delete them?", yes=yes)
    with console.status(f"dropping {name}"):
        refuse_other_differences(url)
        written = carry_out(removal.plan, url)
    list_changes(removal.plan, written)


@task(
    optional_arg="title",
    title='the title of the product, such as "Acme Shop"',
    bare="remove the sample",
    sample="keep the sample (authors and books)",
    without="leave out a part: teams, or accounts and teams",
    history="start a fresh git history",
    license="the product's licence: proprietary, mit or apache-2.0",
    yes="do not ask, use the defaults",
)
@one_at_a_time
def init(  # noqa: PLR0913, PLR0917 -- one parameter for each option
    _context: Context,
    title: str = "",
    bare: bool = False,
    sample: bool = False,
    without: str = "",
    history: bool = False,
    license: str = "",  # noqa: A002 -- the name of the option
    yes: bool = False,
) -> None:
    """Make this clone your product: inv init "Acme Shop"."""
    questions = Questions(yes=yes)
    old_answers = answers_file.read()
    title = title or questions.title(old_answers)
    answers_file.check_title(title)
    bare = questions.bare(bare=bare, sample=sample, old_answers=old_answers)
    left_out = _left_out(without, old_answers)
    license_ = questions.license(license, old_answers)
    answers = _answers(title, license_, old_answers, left_out, bare=bare)
    node_packages.install()
    with console.status("planning"):
        differences = initialisation.plan(answers)
    # Before all questions that --yes answers: it would be passed for another reason.
    if not yes:
        initialisation.refuse_lost_edits(differences, is_new=old_answers is None)
    if history or questions.history(old_answers):
        fresh_start.refuse_shared_history()
        if fresh_start.has_history():
            confirm("Delete all commits of this repository and start a fresh history?", yes=yes)
        history = True
    was_bare = bool(old_answers and old_answers.bare)
    recreate_database = bare and _should_recreate_database(answers.name, was_bare=was_bare, yes=yes)
    with console.status("writing files, client and lock files"):
        initialisation.carry_out(differences)
    _summarise(differences)
    if secret := fresh_start.write_secret():
        console.print(f"write   {secret.relative_to(project.ROOT)}: a secret for production, ignored by git")
    if differences:
        initialisation.set_up()
    if recreate_database:
        # In a new process: this one has the old name.
        args = [sys.executable, "-P", "-m", "headstart.tasks", "db.reset", "--yes"]
        commands.output(args, failure="the development database could not be recreated")
        console.print("the development database was recreated; `inv db.list` shows the old one")
    if history:
        fresh_start.start_history(title)
        console.print("git has a fresh history with one commit")
    next_step = "`inv new Product name:str price:money` adds a resource" if bare else "`./inv test` tests it"
    console.print(f"this is {title} now: `./inv up` runs it, {next_step}", markup=False)


@task(yes="do not ask")
@one_at_a_time
def eject(_context: Context, yes: bool = False) -> None:
    """Unpack the tooling's source into workspace/, where you can change it."""
    confirm("The tooling becomes part of this project, and `inv upgrade` will merge it. Continue?", yes=yes)
    with console.status("unpacking the tooling"):
        folder = ejection.eject()
    initialisation.set_up()
    console.print(f"the tooling is in {folder.relative_to(project.ROOT)}: `inv test.workspace` tests it")


def _new_job(args: Sequence[str], cron: str, *, dry_run: bool) -> None:
    if not args:
        raise WorkspaceError(f"a job needs a name; for example, run `{background_jobs.EXAMPLE}`")
    plan = background_jobs.plan_creation(args[0], args[1:], cron)
    if dry_run:
        show(plan)
        return
    list_changes(plan, carry_out(plan, migrated_database()))
    console.print(f"next: write the service's `run`, `inv test`; to undo: `inv drop job {args[0]}`")


def _drop_job(args: Sequence[str], *, yes: bool, dry_run: bool) -> None:
    if len(args) != 1:
        raise WorkspaceError("name one job, such as `inv drop job SendReminder`")
    plan = background_jobs.plan_removal(args[0])
    if dry_run:
        show(plan)
        return
    confirm(f"Delete {', '.join(change.path for change in plan.changes)}?", yes=yes)
    list_changes(plan, carry_out(plan, migrated_database()))


def _left_out(without: str, old_answers: Answers | None) -> tuple[str, ...]:
    names = tuple(filter(None, without.split(",")))
    parts.check(names)
    if old_answers and set(names) - set(parts.with_dependents(old_answers.without)):
        raise WorkspaceError(
            f"this product has {without}: only a new clone of Headstart can leave out a part, so make the "
            f"product again from one"
        )
    return names


def _answers(
    title: str, license_: str, old_answers: Answers | None, without: tuple[str, ...], *, bare: bool
) -> Answers:
    if old_answers:
        name = old_answers.name if title == old_answers.title else answers_file.name_from_title(title)
        return replace(old_answers, title=title, name=name, bare=bare)
    return Answers(
        title=title,
        name=answers_file.name_from_title(title),
        bare=bare,
        without=without,
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
        console.print(f"delete  {len(others)} files that a product does not need (see `git status`)")
    if any(each.path.startswith(tooling) for each in differences):
        console.print(
            f"delete  {tooling}: the tooling is in {wheel.VENDOR}/ now; `inv eject` unpacks it again"
        )


def _should_recreate_database(name: str, *, was_bare: bool, yes: bool) -> bool:
    """Return whether to recreate the database; ask if it contains data.

    In a product that is bare already, it still has the sample if an earlier command was killed.
    """
    if name != project.pyproject()["project"]["name"] and not os.environ.get("DATABASE_URL"):
        return False  # the product gets a new database, and the old one stays
    database = open_database()
    revision = revisions.revision(database.url)
    if revision is None or (was_bare and revisions.is_known(revision)):
        return False
    refuse_remote_server(database.url, "init --bare")
    if not databases.is_empty(database.url):
        name = urls.database_name(database.url)
        confirm(f"The database {name} will be recreated. The old one is kept for a while. Continue?", yes=yes)
    return True


def _page_address(plan: Plan) -> str:
    """Return the address of the new page: that of the running `up`, or the default."""
    section = next(
        Path(change.path).parent.name for change in plan.changes if change.path.endswith("/route.tsx")
    )
    state = application.UpState.read()
    origin = state.ui if state and state.is_alive else f"http://localhost:{application.UI_PORT}"
    return f"{origin}/{section}" + ("" if state and state.is_alive else " after `inv up`")
