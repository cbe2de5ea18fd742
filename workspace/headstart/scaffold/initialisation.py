"""``inv init``: the files of this project become those of a product; all of them, or none."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from headstart.checks import api_client, routes
from headstart.core import commands, git, project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import answers as answers_file
from headstart.scaffold import product, wheel
from headstart.scaffold.answers import Answers
from headstart.scaffold.undo import uninterrupted
from headstart.setup import bootstrap, node_packages

# What no product consists of, for a folder without git.
NOT_PROJECT = {
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
    """A file as it is and as it will be; None where there is none."""

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
        WorkspaceError: the sample cannot be left out, or the tooling's wheel cannot be built.
    """
    before = {path: (project.ROOT / path).read_bytes() for path in files()}
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for path, content in before.items():
            _write(tree / path, content)
        _make(tree, answers)
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


def carry_out(differences: list[Difference]) -> None:
    """Write the files, and have tools make again what they make of them; all or none.

    Raises:
        WorkspaceError: a tool failed; the files are as they were.
    """
    # The tooling's source goes last: this process runs from it.
    ordered = sorted(differences, key=lambda each: each.path.startswith(f"{wheel.SOURCE}/"))
    with _restored_on_failure([each.path for each in differences]):
        for each in ordered:
            if not each.path.startswith(f"{wheel.SOURCE}/"):
                _write(project.ROOT / each.path, each.after)
        _generate({each.path for each in differences})
        for each in ordered:
            if each.path.startswith(f"{wheel.SOURCE}/"):
                _write(project.ROOT / each.path, each.after)


def set_up() -> None:
    """Install what the product needs now, its tooling from the wheel.

    Raises:
        WorkspaceError: it could not be installed; the product itself is complete.
    """
    args = [bootstrap.BASE_PYTHON, str(project.ROOT / "inv"), "setup"]
    if subprocess.run(args, cwd=project.ROOT, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        msg = "the product is complete, but its packages are not installed: run `./inv setup`"
        raise WorkspaceError(msg)


def files() -> list[str]:
    """Return the files of this project: those that git knows or would know, else all but what tools make."""
    if git.folders():
        listed = git.run("ls-files", "--cached", "--others", "--exclude-standard", "-z")
        if listed.exit_code != 0:
            msg = f"git cannot list the project's files: {listed.last_line}"
            raise WorkspaceError(msg)
        names = dict.fromkeys(listed.stdout.split("\0"))
        return [name for name in names if name and (project.ROOT / name).is_file()]
    return [str(path.relative_to(project.ROOT)) for path in _walk(project.ROOT)]


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name not in NOT_PROJECT:
            yield from _walk(path) if path.is_dir() else [path]


def _make(tree: Path, answers: Answers) -> None:
    """Make the product of a copy; one that has been initialised before only gets another title."""
    if recorded := answers_file.read(tree):
        product.entitle(tree, answers)
        product.retitle_documents(tree, recorded.title, answers.title)
        if answers.bare and not recorded.bare:
            product.leave_out_sample(tree)
        answers_file.write(tree, answers)
        return
    built = wheel.build(project.ROOT / wheel.SOURCE, tree / wheel.VENDOR)
    kept = built.read_bytes()
    product.render(tree, answers)
    _write(built, kept)


def _generate(changed: set[str]) -> None:
    if "frontend/package.json" in changed:
        node_packages.write_lock()
    if "pyproject.toml" in changed:
        poetry = bootstrap.ensure_poetry()
        environment = bootstrap.fetching_environment()
        commands.output([poetry, "lock"], environment, doing="poetry.lock could not be written")
    api_client.write()
    routes.write()


@contextmanager
def _restored_on_failure(paths: list[str]) -> Iterator[None]:
    places = [project.ROOT / path for path in (*paths, *product.GENERATED)]
    kept = {path: (path.read_bytes(), path.stat().st_mode) for path in places if path.exists()}
    try:
        yield
    except BaseException:
        with uninterrupted():
            for path in places:
                content, mode = kept.get(path, (None, 0))
                _write(path, content)
                if content is not None:
                    path.chmod(mode)
        raise


def _write(path: Path, content: bytes | None) -> None:
    """Write a file, or delete it and the folders that it leaves empty."""
    if content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return
    path.unlink(missing_ok=True)
    folder = path.parent
    while folder != project.ROOT and folder.is_dir() and not _has_files(folder):
        shutil.rmtree(folder)
        folder = folder.parent


def _has_files(folder: Path) -> bool:
    """Return whether a folder holds more than what Python compiled of files that are gone."""
    return any(path.is_file() and "__pycache__" not in path.parts for path in folder.rglob("*"))
