"""The task that brings a newer version of Headstart into a product."""

from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit

from headstart.core.checkout_lock import checkout_lock
from headstart.core.errors import WorkspaceError
from headstart.migrations import revisions
from headstart.scaffold.upgrade import checkout, offer, progress, repository, steps
from headstart.scaffold.upgrade.offer import Offer
from headstart.scaffold.upgrade.progress import Progress
from headstart.scaffold.upgrade.repository import Repository
from headstart.scaffold.upgrade.work_folder import remove_leftover, work_folder
from headstart.setup import node_packages
from headstart.tasks.declare import confirm, console, task

NEWER = 2  # the exit code of `--check`; 1 is a failure
# What has to be whole for `inv` to start.
STARTING = ("inv", "tasks.py", "pyproject.toml", "workspace/")


@task(
    from_="the template's repository, if it is not the recorded one: an address or a folder",
    to="the version, if it is not the newest",
    yes="do not ask",
    check="only say whether there is a newer version: exit code 2 if there is, 0 if not",
    abort="restore everything as it was before the upgrade",
    continue_="finish after conflicts have been resolved",
)
def upgrade(  # noqa: PLR0913, PLR0917 -- one parameter an option
    _context: Context,
    from_: str = "",
    to: str = "",
    yes: bool = False,
    check: bool = False,
    abort: bool = False,
    continue_: bool = False,
) -> None:
    """Merge a newer version of Headstart into this product."""
    if check:
        _check(_source(from_))
        return
    with checkout_lock("inv upgrade"):
        if abort:
            _abort()
        elif continue_:
            _continue()
        else:
            _upgrade(_source(from_), to, yes=yes)


def _check(source: str) -> None:
    answers = offer.recorded()
    newer = offer.newer(answers, source or answers.template)
    if not newer:
        console.print(f"{answers.version} is the newest version")
        return
    console.print(f"{newer} is available, this product has {answers.version}: `inv upgrade` merges it")
    raise Exit(code=NEWER)


def _abort() -> None:
    remove_leftover()
    found = repository.find()
    begun = progress.read(found.git_dir)
    if begun is None:
        msg = "no upgrade is in progress"
        raise WorkspaceError(msg)
    steps.take_back(found, begun)
    console.print(f"the upgrade to {begun.new} was aborted: every file is as it was before")


def _continue() -> None:
    found = repository.find()
    begun = steps.pending(found)
    if begun is None:
        msg = "no upgrade is in progress: `inv upgrade` starts one"
        raise WorkspaceError(msg)
    _resume(found, begun)


def _upgrade(source: str, to: str, *, yes: bool) -> None:
    found = repository.find()
    if begun := steps.pending(found):
        _resume(found, begun)
        return
    answers = offer.recorded()
    repository.refuse_changes(found)
    source = source or answers.template
    version = offer.newer(answers, source, to)
    if not version:
        console.print(f"this product has {answers.version}, which is the newest version")
        return
    node_packages.install()
    with work_folder() as folder:
        with console.status(f"fetching {answers.version} and {version} from {source}"):
            prepared = offer.prepare(answers, source, version, folder)
        _show(prepared)
        confirm(f"Nothing of {version} has run so far. Run it, and merge it into this product?", yes=yes)
        with console.status("merging"):
            begun = steps.begin(prepared, found, folder)
    if conflicts := checkout.unmerged(found):
        _show_deleted(found, begun)
        raise Exit(_conflicts(found, conflicts), code=1)
    _finish(found, begun)


def _resume(found: Repository, begun: Progress) -> None:
    """Finish an upgrade that another command has begun; show again what it brings."""
    steps.refuse_conflicts(found)
    console.print(
        f"continuing the upgrade from {begun.old} to {begun.new}\n\n{begun.changes}\n", markup=False
    )
    _finish(found, begun)


def _finish(found: Repository, begun: Progress) -> None:
    with console.status("installing the new version, writing lock files and generated files"):
        done = steps.finish(found, begun)
    _show_deleted(found, done)
    console.print(f"upgraded from {done.old} to {done.new}")
    if several := revisions.several():
        console.print(f"first: {several}", markup=False)
    console.print(
        f'next: `inv test`, then `git commit -m "Upgrade Headstart to {done.new}"`; '
        "to undo: `inv upgrade --abort`",
        markup=False,
    )


def _show(prepared: Offer) -> None:
    lines = (
        f"Headstart {prepared.answers.version} -> {prepared.new}",
        f"  template  {prepared.source}, commit {prepared.commit}",
        f"  wheel     {prepared.wheel.name}, {prepared.wheel.stat().st_size / 1000:.0f} kB",
        f"  sha256    {prepared.sha256}",
        "",
        prepared.changes or f"The CHANGELOG says nothing about {prepared.new}.",
        "",
    )
    console.print("\n".join(lines), markup=False)


def _show_deleted(found: Repository, begun: Progress) -> None:
    for path in begun.deleted:
        name = path.removeprefix(found.prefix)
        console.print(f"deleted by you, changed in {begun.new}, still deleted: {name}", markup=False)


def _conflicts(found: Repository, paths: list[str]) -> str:
    names = [path.removeprefix(found.prefix) for path in paths]
    lines = [
        "inv: these files are in conflict:",
        *(f"  {name}" for name in names),
        "Resolve them in your editor, `git add` them, then run `inv upgrade --continue`.",
        "`git status` lists what is left; `inv upgrade --abort` restores everything.",
    ]
    if any(name.startswith(STARTING) for name in names):
        lines.append(
            "Until they are resolved `inv` may not start: `git reset --hard` restores everything too."
        )
    return "\n".join(lines)


def _source(typed: str) -> str:
    """Return the address of a template; a folder with its whole path, as git is run elsewhere."""
    return str(Path(typed).resolve()) if typed and Path(typed).exists() else typed
