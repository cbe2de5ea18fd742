"""``inv init``: the plan after which the project is called otherwise, wherever its name stands."""

import re
from collections.abc import Sequence
from pathlib import Path

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.scaffold.plan import Change, Plan
from headstart.scaffold.refusal import refuse

TITLE = r'(?m)^TITLE = "(.+)"$'
NAME = r'(?m)^name = "(.+)"$'
VERSION = r'(?m)^version = "(.+)"$'
LONGEST = 30
# Where the name is that of a role or a database.
DATABASES = r"(POSTGRES_(?:USER|DB): |--username=|--dbname=|postgresql://)({old})\b"


def plan_renaming(title: str, root: Path = project.ROOT, others: Sequence[Change] = ()) -> Plan:
    """Return what gives the project another title and name, on top of other changes.

    Raises:
        WorkspaceError: it cannot be one.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+)*", title) or len(title) > LONGEST:
        why = (
            f"a title is words of letters and digits, at most {LONGEST} characters, and begins with a letter"
        )
        raise refuse(title, why, 'inv init "Acme Shop"')
    config = (root / "backend" / "app" / "config.py").read_text("utf-8")
    settings = (root / "pyproject.toml").read_text("utf-8")
    old_title, old_name = _found(TITLE, config), _found(NAME, settings)
    changed = {change.path: change for change in others}
    changes = [change for change in others if change.after is None]
    for path in sorted({*_texts(root), *changed} - {change.path for change in changes}):
        before, text = _before_and_now(path, changed.get(path), root)
        after = _renamed(text, old_title, old_name, title)
        if path == "pyproject.toml":
            after = _with_template(after)
        if after != before:
            changes.append(Change(path, before, after))
    return Plan(tuple(changes))


def _before_and_now(path: str, change: Change | None, root: Path) -> tuple[str | None, str]:
    """Return a file's text as it is, and as another change leaves it."""
    if change is not None:
        return change.before, change.after or ""
    text = (root / path).read_text("utf-8")
    return text, text


def name_of(title: str) -> str:
    """Return a title as the name of a package."""
    return title.lower().replace(" ", "-")


def _renamed(text: str, old_title: str, old_name: str, title: str) -> str:
    name = name_of(title)
    old_snake, snake = old_name.replace("-", "_"), name.replace("-", "_")
    if old_snake in text:
        pattern = DATABASES.format(old=old_snake)
        text = re.sub(pattern, lambda found: found[1] + snake, text)
        text = re.sub(rf"(postgresql://{snake}@[^\s/]+/){old_snake}\b", rf"\g<1>{snake}", text)
    text = re.sub(rf"(?<![a-zA-Z0-9_]){re.escape(old_snake)}_", f"{snake}_", text)
    text = re.sub(rf"(?<![a-zA-Z0-9_]){re.escape(old_name)}(?![a-zA-Z0-9])", name, text)
    return re.sub(rf"(?<!\w){re.escape(old_title)}(?!\w)", title, text)


def _with_template(settings: str) -> str:
    """Record the version that the project began with, once."""
    if "[tool.scaffold]" in settings:
        return settings
    version = _found(VERSION, settings)
    line = f'[tool.scaffold]\ntemplate = "{version}" # what this project began with, for upgrades\n\n'
    return settings.replace("[tool.alembic]\n", f"{line}[tool.alembic]\n", 1)


def _texts(root: Path) -> list[str]:
    """Return the files that git knows or would know, and that are text.

    Raises:
        WorkspaceError: there is no repository.
    """
    listed = git.run("ls-files", "--cached", "--others", "--exclude-standard", "-z")
    if listed.exit_code != 0:
        msg = f"git does not know the project's files ({listed.last_line}): `git init` makes a repository"
        raise WorkspaceError(msg)
    paths = dict.fromkeys(listed.stdout.split("\0"))
    return [path for path in paths if path and (root / path).is_file() and _is_text(root / path)]


def _is_text(path: Path) -> bool:
    try:
        path.read_text("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        msg = f"nothing matches {pattern}"
        raise LookupError(msg)
    return found[1]
