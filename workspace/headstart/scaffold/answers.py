"""What ``inv init`` was told, as a product records it in ``[tool.headstart]``; ``inv upgrade`` reads it."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

import tomlkit

from headstart.core import project
from headstart.scaffold.refusal import refuse

MAX_TITLE = 60
MAX_NAME = 30  # leaves room in PostgreSQL's 63 bytes for what is added to a database's name
LICENSES = ("proprietary", "mit", "apache-2.0")
# A database of this name exists on every server.
TAKEN = {"postgres", "template0", "template1"}


@dataclass(frozen=True)
class Answers:
    """A product's title and the name that follows from it, what it leaves out, and where it comes from.

    ``dropped`` are resources of the sample that it had and has no more. ``template`` is the address of
    Headstart's repository, ``version`` and ``commit`` say at which state of it the product was made.
    """

    title: str
    name: str
    bare: bool = False
    dropped: tuple[str, ...] = ()
    license: str = LICENSES[0]
    template: str = ""
    version: str = ""
    commit: str = ""


def read(root: Path = project.ROOT) -> Answers | None:
    """Return what a product records; None for Headstart itself, which was not made by ``inv init``."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    table = settings["tool"].get("headstart", {})
    if "version" not in table:
        return None
    known = {key: value for key, value in table.items() if key in Answers.__dataclass_fields__}
    answers = Answers(name=settings["project"]["name"], **known)
    return replace(answers, dropped=tuple(answers.dropped))


def write(root: Path, answers: Answers) -> None:
    """Record the answers, beside whatever else ``[tool.headstart]`` holds."""
    path = root / "pyproject.toml"
    settings = tomlkit.parse(path.read_text("utf-8"))
    tools = settings["tool"]
    if "headstart" not in tools:
        table = tomlkit.table()
        table.add(tomlkit.comment("Written by `inv init`, read by `inv upgrade`."))
        tools["headstart"] = table
    for key in ("title", "bare", "dropped", "license", "template", "version", "commit"):
        value = getattr(answers, key)
        tools["headstart"][key] = list(value) if isinstance(value, tuple) else value
    path.write_text(tomlkit.dumps(settings), "utf-8")


def check_title(title: str) -> None:
    """Refuse what cannot be a title.

    Raises:
        WorkspaceError: it is blank, too long, or has characters that nobody can see.
    """
    if not title.strip() or title != title.strip() or len(title) > MAX_TITLE or not title.isprintable():
        why = f"a title is one line of 1 to {MAX_TITLE} characters without spaces around it"
        raise refuse(title, why, 'inv init "Acme Shop"')


def name_of(title: str, root: Path = project.ROOT) -> str:
    """Return a title as the name of a package, a database and containers: ``acme-shop``."""
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")
    name = words[:MAX_NAME].strip("-") or "product"
    if name in TAKEN or name in _packages(root):
        name = f"{name}-app"  # Poetry refuses a project that depends on a package of its own name
    return name if name[0].isalpha() else f"app-{name}"[:MAX_NAME].strip("-")


def _packages(root: Path) -> set[str]:
    lock = tomllib.loads((root / "poetry.lock").read_text("utf-8"))
    return {package["name"] for package in lock["package"]}
