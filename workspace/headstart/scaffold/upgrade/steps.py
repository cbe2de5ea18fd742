"""The steps of ``inv upgrade``: begin, finish, take back."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import tomlkit

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import answers as answers_file
from headstart.scaffold import product, wheel
from headstart.scaffold.undo import uninterrupted
from headstart.scaffold.upgrade import checkout, generation, progress, rendering
from headstart.scaffold.upgrade.offer import Offer
from headstart.scaffold.upgrade.progress import APPLYING, DONE, MERGED, Progress
from headstart.scaffold.upgrade.repository import Repository, listed
from headstart.scaffold.upgrade.sandbox import Outcome, Sandbox

SETTINGS = "pyproject.toml"


def begin(offer: Offer, repository: Repository, folder: Path) -> Progress:
    """Render both versions, merge their difference in a copy, and bring the result into the checkout.

    Raises:
        WorkspaceError: it could not be done. The checkout is as it was.
    """
    rendering.render(offer.before, offer.answers)
    rendering.render(offer.after, offer.answers)
    old = repository.commit(offer.before.tree, f"Headstart {offer.answers.version}")
    new = repository.commit(offer.after.tree, f"Headstart {offer.new}", old)
    sandbox = Sandbox(repository, folder / "merge")
    outcome = sandbox.merge(new)
    if not project.has_tooling_source():
        _add_wheel(sandbox, offer.wheel)
    changed = sandbox.changed()
    checkout.refuse_obstacles(repository, changed)
    begun = _begun(offer, repository, outcome, {*changed, *_written_later(repository)})
    begun.write(repository.git_dir)
    with _taken_back_on_failure(repository, begun):
        checkout.bring(sandbox, changed)
    return _at(begun, MERGED, repository)


def finish(repository: Repository, begun: Progress) -> Progress:
    """Record the new version, and have generated what tools generate.

    Raises:
        WorkspaceError: files are in conflict, or a tool failed. The same call goes on later.
    """
    refuse_conflicts(repository)
    _record(begun)
    try:
        generation.run([path.removeprefix(repository.prefix) for path in begun.paths])
    except WorkspaceError as error:
        msg = f"{error}; fix that, then run `inv upgrade --continue`, or `inv upgrade --abort`"
        raise WorkspaceError(msg) from error
    if not project.has_tooling_source():
        for old in _wheels():
            if old.name != wheel.name(begun.new):
                old.unlink()
    checkout.stage(repository, _written_later(repository))
    return _at(begun, DONE, repository)


def refuse_conflicts(repository: Repository) -> None:
    """Refuse to go on while files are in conflict.

    Raises:
        WorkspaceError: the sentence names them.
    """
    if conflicts := checkout.unmerged(repository):
        msg = (
            f"still in conflict: {listed(conflicts)}; resolve them, `git add` them, then run "
            "`inv upgrade --continue`, or restore everything with `inv upgrade --abort`"
        )
        raise WorkspaceError(msg)


def take_back(repository: Repository, begun: Progress) -> None:
    """Restore every file that the upgrade may have changed.

    Raises:
        WorkspaceError: something was committed in the meantime.
    """
    if repository.head() != begun.head:
        msg = (
            f"the upgrade to {begun.new} was committed, or other commits were made since it began: "
            f"`git reset --hard {begun.head[:12]}` goes back to before, and discards all of it"
        )
        raise WorkspaceError(msg)
    with uninterrupted():
        checkout.restore(repository, begun.paths)
        progress.forget(repository.git_dir)


def pending(repository: Repository) -> Progress | None:
    """Return the upgrade that has to be finished; one that was interrupted early is taken back.

    Raises:
        WorkspaceError: one is finished, but not committed.
    """
    begun = progress.read(repository.git_dir)
    if begun is None:
        return None
    if begun.stage == APPLYING:
        take_back(repository, begun)
        return None
    is_over = begun.stage == DONE and repository.head() != begun.head
    if is_over or (repository.head() == begun.head and not git.run("status", "--porcelain").stdout):
        progress.forget(repository.git_dir)
        return None
    if begun.stage == DONE:
        msg = (
            f"the upgrade to {begun.new} is not committed yet: commit it with `git commit`, "
            "or restore everything with `inv upgrade --abort`"
        )
        raise WorkspaceError(msg)
    return begun


def _begun(offer: Offer, repository: Repository, outcome: Outcome, paths: set[str]) -> Progress:
    return Progress(
        head=repository.head(),
        old=offer.answers.version,
        new=offer.new,
        commit=offer.commit,
        sha256=offer.sha256,
        changes=offer.changes,
        paths=tuple(sorted(paths)),
        deleted=outcome.deleted,
    )


def _at(begun: Progress, stage: str, repository: Repository) -> Progress:
    reached = replace(begun, stage=stage)
    reached.write(repository.git_dir)
    return reached


@contextmanager
def _taken_back_on_failure(repository: Repository, begun: Progress) -> Iterator[None]:
    try:
        yield
    except BaseException:
        take_back(repository, begun)
        raise


def _add_wheel(sandbox: Sandbox, built: Path) -> None:
    vendor = sandbox.project / wheel.VENDOR
    vendor.mkdir(exist_ok=True)
    shutil.copy(built, vendor)
    sandbox.add(vendor / built.name)


def _wheels() -> list[Path]:
    return sorted((project.ROOT / wheel.VENDOR).glob(wheel.name("*")))


def _written_later(repository: Repository) -> list[str]:
    """Return the files, as the repository names them, that are written after the merge or deleted then."""
    tracked = git.output("ls-files", "-z", doing="git ls-files failed").split("\0")
    ours = {SETTINGS, *product.GENERATED, *wheel.MENTIONS}
    vendored = [path for path in tracked if path.startswith(f"{wheel.VENDOR}/{wheel.name('')[:19]}")]
    there = [path for path in ours if path in tracked or (project.ROOT / path).exists()]
    return [f"{repository.prefix}{path}" for path in (*there, *vendored)]


def _record(begun: Progress) -> None:
    """Write the new version, its commit and its wheel's checksum into ``pyproject.toml``."""
    answers = answers_file.read(project.ROOT)
    if answers is None:
        msg = (
            f"[tool.headstart] in {SETTINGS} is gone: restore it with `git show {begun.head[:12]}:{SETTINGS}`"
        )
        raise WorkspaceError(msg)
    if not project.has_tooling_source():
        wheel.use(project.ROOT, begun.new)
    answers_file.write(project.ROOT, replace(answers, version=begun.new, commit=begun.commit))
    path = project.ROOT / SETTINGS
    settings = tomlkit.parse(path.read_text("utf-8"))
    settings["tool"]["headstart"]["sha256"] = begun.sha256
    path.write_text(tomlkit.dumps(settings), "utf-8")
