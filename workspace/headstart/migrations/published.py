"""The migrations that are on the main branch: other databases have run them, they stay as they are."""

import ast
import tomllib

from headstart.core import git, project
from headstart.core.errors import WorkspaceError

MAIN = ("origin/HEAD", "origin/main", "main")  # the first that there is
FOLDER = "backend/migrations/versions"


class NothingToCompare(Exception):
    """Says why it cannot be told what is on the main branch."""


def changed() -> str:
    """Name the migrations that are on the main branch and are another thing here; nothing if none is.

    Raises:
        NothingToCompare: there is no git, or no main branch, as in CI's copy of one commit.
    """
    main = _main()
    if _is_templates(main):
        msg = f"{main} is still the template's: no database of this product has run its migrations"
        raise NothingToCompare(msg)
    listed = git.run("diff", "--name-status", "--no-renames", "--relative", main, "--", FOLDER).stdout
    files = [line.split("\t", 1) for line in listed.splitlines()]
    altered = [path for status, path in files if status == "M" and _differs(main, path)]
    gone = [path for status, path in files if status == "D" and _began_with(main, path)]
    return "\n".join(
        [_sentence(main, path, "changed") for path in altered]
        + [_sentence(main, path, "gone") for path in gone]
    )


def _main() -> str:
    try:
        found = [name for name in MAIN if git.run("rev-parse", "--verify", "--quiet", name).exit_code == 0]
    except WorkspaceError as error:
        raise NothingToCompare(str(error)) from error
    if not found:
        msg = "there is no main branch here to compare with"
        raise NothingToCompare(msg)
    return found[0]


def _is_templates(main: str) -> bool:
    """Return whether `inv init` has made a product of this, and the main branch does not have that yet."""
    path = project.ROOT / "pyproject.toml"
    here = path.read_text("utf-8") if path.exists() else ""
    return _is_product(here) and not _is_product(git.run("show", f"{main}:./pyproject.toml").stdout)


def _is_product(settings: str) -> bool:
    """Return whether ``pyproject.toml`` records the version of Headstart that a product was made with."""
    return "version" in tomllib.loads(settings).get("tool", {}).get("headstart", {})


def _differs(main: str, path: str) -> bool:
    """Say whether a file does something else here. A comment or another layout does not count."""
    try:
        return _meaning(git.run("show", f"{main}:./{path}").stdout) != _meaning(
            (project.ROOT / path).read_text("utf-8")
        )
    except SyntaxError:
        return True


def _meaning(code: str) -> str:
    return ast.dump(ast.parse(code))


def _began_with(main: str, path: str) -> bool:
    """Say whether this branch had a file when it left the main branch: then it lost it, and is not behind."""
    base = git.run("merge-base", main, "HEAD").stdout.strip()
    return bool(base) and git.run("cat-file", "-e", f"{base}:./{path}").exit_code == 0


def _sentence(main: str, path: str, what: str) -> str:
    return (
        f"{path} is on {main} and is {what} here, which no database that has run it will notice: "
        f"`git checkout {main} -- {path}` brings it back, a new migration does the rest"
    )
