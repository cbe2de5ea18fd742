"""The steps of ``inv upgrade``: start, finish, roll back."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import tomlkit

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.core.journal import content
from headstart.scaffold import answers as answers_file
from headstart.scaffold import product, wheel
from headstart.scaffold.undo import journal, undo_on_failure
from headstart.scaffold.upgrade import checkout, generation, rendering
from headstart.scaffold.upgrade import progress as progress_file
from headstart.scaffold.upgrade.offer import Offer
from headstart.scaffold.upgrade.progress import DONE, Progress
from headstart.scaffold.upgrade.repository import Repository, join_paths
from headstart.scaffold.upgrade.sandbox import Outcome, Sandbox

SETTINGS = "pyproject.toml"


def start(offer: Offer, repository: Repository, folder: Path) -> Progress:
    """Render both versions, merge their difference in a copy, and copy the result into the checkout.

    Raises:
        WorkspaceError: a step failed. The checkout is as before.
    """
    rendering.render(offer.before, offer.answers)
    rendering.render(offer.after, offer.answers)
    old = repository.commit(offer.before.tree, f"Headstart {offer.answers.version}")
    new = repository.commit(offer.after.tree, f"Headstart {offer.new}", old)
    sandbox = Sandbox(repository, folder / "merge")
    outcome = sandbox.merge(new, _generated(repository))
    if not project.has_tooling_source():
        _add_wheel(sandbox, offer.wheel)
    changed = sandbox.changed()
    checkout.refuse_obstacles(repository, changed)
    progress = _record_start(offer, repository, outcome, {*changed, *_paths_written_later(repository)})
    with _undo_on_failure(repository, changed, sandbox):
        checkout.copy_from(sandbox, changed)
        progress.write(repository.git_dir)
    return progress


def finish(repository: Repository, progress: Progress) -> Progress:
    """Record the new version, and regenerate the generated files.

    Raises:
        WorkspaceError: files are in conflict, or a tool failed. It can be called again later.
    """
    refuse_conflicts(repository)
    with _undo_on_failure(repository, _generated(repository).union(_paths_written_later(repository))):
        _record(progress)
        try:
            generation.run([path.removeprefix(repository.prefix) for path in progress.paths])
        except WorkspaceError as error:
            msg = f"{error}; fix this and run `inv upgrade --continue`, or run `inv upgrade --abort`"
            raise WorkspaceError(msg) from error
        if not project.has_tooling_source():
            for old in _wheels():
                if old.name != wheel.name(progress.new):
                    old.unlink()
        checkout.stage(repository, _paths_written_later(repository))
        completed = replace(progress, stage=DONE)
        completed.write(repository.git_dir)
    return completed


def refuse_conflicts(repository: Repository) -> None:
    """Refuse to continue while files are in conflict.

    Raises:
        WorkspaceError: files are in conflict; the message lists them.
    """
    if conflicts := checkout.unmerged(repository):
        msg = (
            f"still in conflict: {join_paths(conflicts)}; resolve the conflicts, run `git add` on them and "
            "then `inv upgrade --continue`, or run `inv upgrade --abort` to restore everything"
        )
        raise WorkspaceError(msg)


def roll_back(repository: Repository, progress: Progress) -> None:
    """Restore every file that the upgrade may have changed.

    Raises:
        WorkspaceError: something was committed in the meantime.
    """
    if repository.head() != progress.head:
        msg = (
            f"the upgrade to {progress.new} was committed, or there are other new commits: "
            f"`git reset --hard {progress.head[:12]}` discards all of it"
        )
        raise WorkspaceError(msg)
    with _undo_on_failure(repository, progress.paths):
        checkout.restore(repository, progress.paths)
        progress_file.forget(repository.git_dir)


def pending(repository: Repository) -> Progress | None:
    """Return the upgrade that has to be finished.

    Raises:
        WorkspaceError: an upgrade is finished but not committed.
    """
    progress = progress_file.read(repository.git_dir)
    if progress is None:
        return None
    is_committed = progress.stage == DONE and repository.head() != progress.head
    if is_committed or (repository.head() == progress.head and not git.run("status", "--porcelain").stdout):
        progress_file.forget(repository.git_dir)
        return None
    if progress.stage == DONE:
        msg = (
            f"the upgrade to {progress.new} is not committed yet: run `git commit`, "
            "or `inv upgrade --abort` to restore everything"
        )
        raise WorkspaceError(msg)
    return progress


def _record_start(offer: Offer, repository: Repository, outcome: Outcome, paths: set[str]) -> Progress:
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


@contextmanager
def _undo_on_failure(
    repository: Repository, paths: Iterable[str], sandbox: Sandbox | None = None
) -> Iterator[None]:
    """Restore files, the index and the record of the progress if the body fails or is killed.

    With a sandbox, files that differ both from before and from the sandbox are kept.
    """
    folder = repository.top if sandbox is None else sandbox.tree
    files = [
        journal().file(
            os.path.relpath(repository.top / path, project.ROOT),
            content(folder / path),
            is_generated=sandbox is None,
        )
        for path in paths
    ]
    own = [repository.index, progress_file.path(repository.git_dir)]
    own_files = [journal().file(os.path.relpath(path, project.ROOT), is_generated=True) for path in own]
    with undo_on_failure([*files, *own_files]):
        yield


def _add_wheel(sandbox: Sandbox, wheel_file: Path) -> None:
    vendor = sandbox.project / wheel.VENDOR
    vendor.mkdir(exist_ok=True)
    shutil.copy(wheel_file, vendor)
    sandbox.add(vendor / wheel_file.name)


def _wheels() -> list[Path]:
    return sorted((project.ROOT / wheel.VENDOR).glob(wheel.name("*")))


def _generated(repository: Repository) -> set[str]:
    return {f"{repository.prefix}{path}" for path in product.GENERATED}


def _paths_written_later(repository: Repository) -> list[str]:
    """Return the paths in the repository that are written or deleted after the merge."""
    tracked = git.output("ls-files", "-z", failure="git ls-files failed").split("\0")
    generated = {SETTINGS, *product.GENERATED, *wheel.MENTIONS}
    wheels = [path for path in tracked if path.startswith(f"{wheel.VENDOR}/{wheel.name('')[:19]}")]
    existing = [path for path in generated if path in tracked or (project.ROOT / path).exists()]
    return [f"{repository.prefix}{path}" for path in (*existing, *wheels)]


def _record(progress: Progress) -> None:
    """Write the new version, its commit and its wheel's checksum into ``pyproject.toml``."""
    answers = answers_file.read(project.ROOT)
    if answers is None:
        msg = f"[tool.headstart] is missing: copy it from `git show {progress.head[:12]}:{SETTINGS}`"
        raise WorkspaceError(msg)
    if not project.has_tooling_source():
        wheel.use(project.ROOT, progress.new)
    answers_file.write(project.ROOT, replace(answers, version=progress.new, commit=progress.commit))
    path = project.ROOT / SETTINGS
    settings = tomlkit.parse(path.read_text("utf-8"))
    settings["tool"]["headstart"]["sha256"] = progress.sha256
    path.write_text(tomlkit.dumps(settings), "utf-8")
