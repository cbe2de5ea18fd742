"""The answers given to ``inv init``, recorded in ``[tool.headstart]`` and read by ``inv upgrade``."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

import tomlkit

from headstart.core import project
from headstart.scaffold.refusal import refuse

MAX_TITLE_LENGTH = 60
MAX_NAME_LENGTH = 30  # leaves room for suffixes: PostgreSQL truncates identifiers to 63 bytes
LICENSES = ("proprietary", "mit", "apache-2.0")
# Databases that exist on every server.
RESERVED_NAMES = {"postgres", "template0", "template1"}


@dataclass(frozen=True)
class Answers:
    """A product's title and name, what it leaves out, and which template it was made from.

    ``dropped`` lists resources of the sample that have since been removed, ``without`` the parts that the
    product leaves out. ``template`` is the address of Headstart's repository; ``version`` and ``commit``
    are the state that the product was made from.
    """

    title: str
    name: str
    bare: bool = False
    dropped: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    license: str = LICENSES[0]
    template: str = ""
    version: str = ""
    commit: str = ""


def read(root: Path = project.ROOT) -> Answers | None:
    """Return the recorded answers; None for Headstart itself, which was not made by ``inv init``."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    table = settings["tool"].get("headstart", {})
    if "version" not in table:
        return None
    values = {key: value for key, value in table.items() if key in Answers.__dataclass_fields__}
    answers = Answers(name=settings["project"]["name"], **values)
    return replace(answers, dropped=tuple(answers.dropped), without=tuple(answers.without))


def write(root: Path, answers: Answers) -> None:
    """Record the answers; other keys of ``[tool.headstart]`` stay."""
    path = root / "pyproject.toml"
    settings = tomlkit.parse(path.read_text("utf-8"))
    tools = settings["tool"]
    if "headstart" not in tools:
        table = tomlkit.table()
        table.add(tomlkit.comment("Written by `inv init`, read by `inv upgrade`."))
        tools["headstart"] = table
    for key in ("title", "bare", "dropped", "without", "license", "template", "version", "commit"):
        value = getattr(answers, key)
        tools["headstart"][key] = list(value) if isinstance(value, tuple) else value
    path.write_text(tomlkit.dumps(settings), "utf-8")


def check_title(title: str) -> None:
    """Refuse an invalid title.

    Raises:
        WorkspaceError: it is blank, too long, or has unprintable characters.
    """
    if (
        not title.strip()
        or title != title.strip()
        or len(title) > MAX_TITLE_LENGTH
        or not title.isprintable()
    ):
        reason = (
            f"a title is one line of 1 to {MAX_TITLE_LENGTH} characters without leading or trailing spaces"
        )
        raise refuse(title, reason, 'inv init "Acme Shop"')


def name_from_title(title: str, root: Path = project.ROOT) -> str:
    """Return the name of the package, the database and the containers: ``acme-shop`` for "Acme Shop"."""
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")
    name = slug[:MAX_NAME_LENGTH].strip("-") or "product"
    if name in RESERVED_NAMES or name in _packages(root):
        name = f"{name}-app"  # Poetry refuses a project named like one of its dependencies
    return name if name[0].isalpha() else f"app-{name}"[:MAX_NAME_LENGTH].strip("-")


def _packages(root: Path) -> set[str]:
    lock = tomllib.loads((root / "poetry.lock").read_text("utf-8"))
    return {package["name"] for package in lock["package"]}
