"""Checks that migrations on the main branch are unchanged, as other databases have run them."""

import ast
import tomllib

from headstart.core import git, project
from headstart.core.errors import WorkspaceError

MAIN = ("origin/HEAD", "origin/main", "main")  # the first one that exists
FOLDER = "backend/migrations/versions"


class NothingToCompare(Exception):
    """The main branch cannot be compared, for the reason in the message."""


def describe_changes() -> str:
    """Return messages about migrations of the main branch that are changed or deleted here.

    Raises:
        NothingToCompare: there is no git, or no main branch, as in CI's copy of one commit.
    """
    main = _main()
    if _is_templates(main):
        msg = f"{main} still contains the template: no database of this product has run its migrations"
        raise NothingToCompare(msg)
    diff = git.run("diff", "--name-status", "--no-renames", "--relative", main, "--", FOLDER).stdout
    files = [line.split("\t", 1) for line in diff.splitlines()]
    modified = [path for status, path in files if status == "M" and _differs(main, path)]
    deleted = [path for status, path in files if status == "D" and _had_file(main, path)]
    return "\n".join(
        [_message(main, path, "changed") for path in modified]
        + [_message(main, path, "deleted") for path in deleted]
    )


def _main() -> str:
    try:
        names = [name for name in MAIN if git.run("rev-parse", "--verify", "--quiet", name).exit_code == 0]
    except WorkspaceError as error:
        raise NothingToCompare(str(error)) from error
    if not names:
        msg = "there is no main branch to compare with"
        raise NothingToCompare(msg)
    return names[0]


def _is_templates(main: str) -> bool:
    """Return whether this is a product, but its main branch is still the template."""
    path = project.ROOT / "pyproject.toml"
    here = path.read_text("utf-8") if path.exists() else ""
    return _is_product(here) and not _is_product(git.run("show", f"{main}:./pyproject.toml").stdout)


def _is_product(settings: str) -> bool:
    """Return whether ``pyproject.toml`` is that of a product."""
    return "version" in tomllib.loads(settings).get("tool", {}).get("headstart", {})


def _differs(main: str, path: str) -> bool:
    """Return whether a file has different code here, apart from comments and formatting."""
    try:
        return _syntax_tree(git.run("show", f"{main}:./{path}").stdout) != _syntax_tree(
            (project.ROOT / path).read_text("utf-8")
        )
    except SyntaxError:
        return True


def _syntax_tree(code: str) -> str:
    return ast.dump(ast.parse(code))


def _had_file(main: str, path: str) -> bool:
    """Return whether a file existed when this branch was created, so that it was deleted here."""
    base = git.run("merge-base", main, "HEAD").stdout.strip()
    return bool(base) and git.run("cat-file", "-e", f"{base}:./{path}").exit_code == 0


def _message(main: str, path: str, change: str) -> str:
    return (
        f"{path} is on {main} and is {change} here, but databases that have run it will not notice: "
        f"restore it with `git checkout {main} -- {path}` and write a new migration"
    )
