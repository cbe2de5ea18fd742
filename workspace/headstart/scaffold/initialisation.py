"""``inv init``: turn the files of this project into those of a product, completely or not at all."""

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from headstart.checks import api_client, routes
from headstart.core import commands, git, project
from headstart.core.errors import WorkspaceError
from headstart.core.journal import remove_empty
from headstart.scaffold import answers as answers_file
from headstart.scaffold import product, wheel
from headstart.scaffold.answers import Answers
from headstart.scaffold.undo import journal, undo_on_failure
from headstart.scaffold.upgrade.repository import join_paths
from headstart.setup import bootstrap, node_packages

# Folders that are not part of a product, if git cannot tell.
IGNORED_FOLDERS = {
    *(
        ".git",
        ".venv",
        ".workspace",
        "node_modules",
        "__pycache__",
        "dist",
        "coverage",
        ".hypothesis",
        ".yarn",
    ),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache"),
}


@dataclass(frozen=True)
class Difference:
    """A file's content before and after; None if there is no file."""

    path: str
    before: bytes | None
    after: bytes | None

    @property
    def verb(self) -> str:
        """What happens to the file."""
        if self.before is None:
            return "write"
        return "delete" if self.after is None else "change"


def plan(answers: Answers) -> list[Difference]:
    """Return the differences between this project and the product with these answers.

    Raises:
        WorkspaceError: the sample cannot be removed, or the tooling's wheel cannot be built.
    """
    before = {path: (project.ROOT / path).read_bytes() for path in files()}
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for path, content in before.items():
            _write(tree / path, content)
        _build_product(tree, answers)
        after = {
            str(path.relative_to(tree)): path.read_bytes()
            for path in sorted(tree.rglob("*"))
            if path.is_file()
        }
    return [
        Difference(path, before.get(path), after.get(path))
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    ]


def refuse_lost_edits(differences: list[Difference], *, is_new: bool) -> None:
    """Refuse to replace or delete files that have changes which git does not know.

    In a product that is not new, a changed file keeps them: only a title in it changes.

    Raises:
        WorkspaceError: there are such files; the message names them.
    """
    if not git.folders():
        return
    prefix = git.output("rev-parse", "--show-prefix", failure="git status failed").strip()
    args = ("--no-optional-locks", "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    entries = git.output(*args, failure="git status failed").split("\0")
    uncommitted = {entry[3:].removeprefix(prefix) for entry in entries}
    if lost := [
        each.path
        for each in differences
        if each.path in uncommitted and each.before is not None and (is_new or each.after is None)
    ]:
        msg = (
            f"`inv init` would replace or delete files that are not committed: {join_paths(lost, 3)}: commit "
            "or move them, or pass --yes to lose them"
        )
        raise WorkspaceError(msg)


def carry_out(differences: list[Difference]) -> None:
    """Write the files and regenerate the generated files.

    Raises:
        WorkspaceError: a tool failed; the files are as before.
    """
    # The tooling's source is deleted last: this process runs from it.
    ordered = sorted(differences, key=lambda each: each.path.startswith(f"{wheel.SOURCE}/"))
    changed = {each.path: journal().file(each.path, each.after) for each in differences}
    generated = {path: journal().file(path, is_generated=True) for path in product.GENERATED}
    with undo_on_failure((changed | generated).values()):
        for each in ordered:
            if not each.path.startswith(f"{wheel.SOURCE}/"):
                _write(project.ROOT / each.path, each.after)
        _generate({each.path for each in differences})
        for each in ordered:
            if each.path.startswith(f"{wheel.SOURCE}/"):
                _write(project.ROOT / each.path, each.after)


def set_up() -> None:
    """Install the product's packages, with the tooling from the wheel.

    Raises:
        WorkspaceError: the installation failed; the product itself is complete.
    """
    args = [bootstrap.BASE_PYTHON, str(project.ROOT / "inv"), "setup"]
    if subprocess.run(args, cwd=project.ROOT, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        msg = "the product is complete, but its packages could not be installed: run `./inv setup`"
        raise WorkspaceError(msg)


def files() -> list[str]:
    """Return the project's files: those that git does not ignore; without git, all except ignored folders."""
    if git.folders():
        result = git.run("ls-files", "--cached", "--others", "--exclude-standard", "-z")
        if result.exit_code != 0:
            msg = f"git cannot list the project's files: {result.last_line}"
            raise WorkspaceError(msg)
        names = dict.fromkeys(result.stdout.split("\0"))
        return [name for name in names if name and (project.ROOT / name).is_file()]
    return [str(path.relative_to(project.ROOT)) for path in _walk(project.ROOT)]


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name not in IGNORED_FOLDERS:
            yield from _walk(path) if path.is_dir() else [path]


def _build_product(tree: Path, answers: Answers) -> None:
    """Turn a copy of the project into the product; an existing product only gets a new title."""
    if old_answers := answers_file.read(tree):
        product.set_title(tree, answers)
        product.retitle_documents(tree, old_answers.title, answers.title)
        if answers.bare and not old_answers.bare:
            product.remove_sample(tree)
        answers_file.write(tree, answers)
        return
    wheel_file = wheel.build(project.ROOT / wheel.SOURCE, tree / wheel.VENDOR)
    content = wheel_file.read_bytes()
    product.render(tree, answers)
    _write(wheel_file, content)


def _generate(changed: set[str]) -> None:
    if "frontend/package.json" in changed:
        node_packages.write_lock()
    if "pyproject.toml" in changed:
        poetry = bootstrap.ensure_poetry()
        environment = bootstrap.fetching_environment()
        commands.output([poetry, "lock"], environment, failure="poetry.lock could not be written")
    api_client.write()
    routes.write()


def _write(path: Path, content: bytes | None) -> None:
    """Write a file, or delete it together with folders that become empty."""
    if content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return
    path.unlink(missing_ok=True)
    remove_empty(path.parent, project.ROOT)
