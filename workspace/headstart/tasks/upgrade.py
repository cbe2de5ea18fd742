"""The task that upgrades a product to a newer version of Headstart."""

from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit

from headstart.core.errors import WorkspaceError
from headstart.migrations import revisions
from headstart.scaffold.upgrade import checkout, offer, repository, steps
from headstart.scaffold.upgrade import progress as progress_file
from headstart.scaffold.upgrade.offer import Offer
from headstart.scaffold.upgrade.progress import Progress
from headstart.scaffold.upgrade.repository import Repository
from headstart.scaffold.upgrade.work_folder import remove_leftover, work_folder
from headstart.setup import node_packages
from headstart.tasks.declare import confirm, console, task
from headstart.tasks.exclusive import exclusively

NEWER = 2  # the exit code of `--check`; 1 is a failure
# Files that `inv` needs to start.
BOOTSTRAP_FILES = ("inv", "tasks.py", "pyproject.toml", "workspace/")


@task(
    from_="the template's repository, if it is not the recorded one: an address or a folder",
    to="the version, if it is not the newest",
    yes="do not ask",
    check="only check for a newer version: exit code 2 if there is one, 0 if not",
    abort="restore the state before the upgrade",
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
    with exclusively("inv upgrade"):
        if abort:
            _abort()
        elif continue_:
            _continue()
        else:
            _upgrade(_source(from_), to, yes=yes)


def _check(source: str) -> None:
    answers = offer.read_answers()
    version = offer.newer_version(answers, source or answers.template)
    if not version:
        console.print(f"{answers.version} is the newest version")
        return
    console.print(f"{version} is available, this product has {answers.version}: run `inv upgrade`")
    raise Exit(code=NEWER)


def _abort() -> None:
    remove_leftover()
    repo = repository.find()
    progress = progress_file.read(repo.git_dir)
    if progress is None:
        msg = "no upgrade is in progress"
        raise WorkspaceError(msg)
    steps.roll_back(repo, progress)
    console.print(f"the upgrade to {progress.new} was aborted: all files are restored")


def _continue() -> None:
    repo = repository.find()
    progress = steps.pending(repo)
    if progress is None:
        msg = "no upgrade is in progress: run `inv upgrade` to start one"
        raise WorkspaceError(msg)
    _resume(repo, progress)


def _upgrade(source: str, to: str, *, yes: bool) -> None:
    repo = repository.find()
    if progress := steps.pending(repo):
        _resume(repo, progress)
        return
    answers = offer.read_answers()
    repository.refuse_changes(repo)
    source = source or answers.template
    version = offer.newer_version(answers, source, to)
    if not version:
        console.print(f"this product already has the newest version, {answers.version}")
        return
    node_packages.install()
    with work_folder() as folder:
        with console.status(f"fetching {answers.version} and {version} from {source}"):
            prepared = offer.prepare(answers, source, version, folder)
        _show(prepared)
        confirm(f"No code of {version} has run so far. Run it and merge it into this product?", yes=yes)
        with console.status("merging"):
            progress = steps.start(prepared, repo, folder)
    if conflicts := checkout.unmerged(repo):
        _show_deleted(repo, progress)
        raise Exit(_conflicts(repo, conflicts), code=1)
    _finish(repo, progress)


def _resume(repo: Repository, progress: Progress) -> None:
    """Finish an upgrade that an earlier command started, and show its changes again."""
    remove_leftover()
    steps.refuse_conflicts(repo)
    console.print(
        f"continuing the upgrade from {progress.old} to {progress.new}\n\n{progress.changes}\n", markup=False
    )
    _finish(repo, progress)


def _finish(repo: Repository, progress: Progress) -> None:
    with console.status("installing the new version, writing lock files and generated files"):
        completed = steps.finish(repo, progress)
    _show_deleted(repo, completed)
    console.print(f"upgraded from {completed.old} to {completed.new}")
    if several := revisions.describe_multiple_heads():
        console.print(f"first: {several}", markup=False)
    console.print(
        f'next: `inv test`, then `git commit -m "Upgrade Headstart to {completed.new}"`; '
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
        prepared.changes or f"The CHANGELOG has no section about {prepared.new}.",
        "",
    )
    console.print("\n".join(lines), markup=False)


def _show_deleted(repo: Repository, progress: Progress) -> None:
    for path in progress.deleted:
        name = path.removeprefix(repo.prefix)
        console.print(
            f"changed in {progress.new}, but deleted by you, so it stays deleted: {name}", markup=False
        )


def _conflicts(repo: Repository, paths: list[str]) -> str:
    names = [path.removeprefix(repo.prefix) for path in paths]
    lines = [
        "inv: these files have conflicts:",
        *(f"  {name}" for name in names),
        "Resolve them in your editor, run `git add` on them, then `inv upgrade --continue`.",
        "`git status` lists the remaining ones; `inv upgrade --abort` restores everything.",
    ]
    if any(name.startswith(BOOTSTRAP_FILES) for name in names):
        lines.append(
            "`inv` may not start until they are resolved: `git reset --hard` restores everything, too."
        )
    return "\n".join(lines)


def _source(source: str) -> str:
    """Return the address of a template; a folder as an absolute path, as git runs in other folders."""
    return str(Path(source).resolve()) if source and Path(source).exists() else source
