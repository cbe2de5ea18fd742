"""``inv new job`` and ``inv drop job``: a background job, its handler, its service and its test."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.scaffold.plan import Change, Plan, read
from headstart.scaffold.refusal import refuse
from headstart.scaffold.rendering import fill_templates, format_python
from headstart.scaffold.reserved import KEYWORDS

KIND = "job"  # in place of the name of a resource
EXAMPLE = "inv new job SendReminder book_id:int"
FIELD = re.compile(r"([a-z][a-z0-9_]*):(str|int|float|bool)(\?)?(?:=(.*))?")
CLASS = re.compile(r"([A-Z][a-z0-9]+)+")
# What JSON cannot represent, or what the base class defines.
RESERVED = {*KEYWORDS, "attempts", "deduplication_key", "lock", "priority", "queue", "self", "work", "job"}
EXAMPLES = {"str": '"text"', "int": "1", "float": "1.5", "bool": "True"}
IS_CRON = "import sys; from croniter import croniter; sys.exit(not croniter.is_valid(sys.argv[1]))"


@dataclass(frozen=True)
class Argument:
    """A field of a job: its name, its type, its default if any, and a value for the test."""

    name: str
    type: str
    default: str
    example: str


def plan_creation(name: str, args: Sequence[str], cron: str = "", root: Path = project.ROOT) -> Plan:
    """Return the plan that creates a job.

    Args:
        name: the class of the job.
        args: its fields, each ``name:type``, with ``?`` if it may be None, or ``=default``.
        cron: when it runs by itself; fields without a default may be None then.
        root: the project's top folder.

    Raises:
        WorkspaceError: an argument is invalid, or one of the files exists.
    """
    module = _module(name)
    fields = [_argument(arg, is_optional=bool(cron)) for arg in args]
    names = [each.name for each in fields]
    if duplicate := next((each for each in names if names.count(each) > 1), ""):
        msg = f"{duplicate} is given twice: leave one out"
        raise WorkspaceError(msg)
    if cron and commands.run([sys.executable, "-c", IS_CRON, cron]).exit_code:
        reason = "a schedule has five fields: minute, hour, day, month and day of the week"
        raise refuse(cron, reason, "0 9 * * 1")
    values = {"cls": name, "module": module, "fields": fields, "cron": cron}
    files = format_python(fill_templates("job", values, {"ONE": module}))
    if existing := [path for path in files if (root / path).exists()]:
        msg = f"{name} would overwrite {', '.join(existing)}: move those files, or choose another name"
        raise WorkspaceError(msg)
    return Plan(tuple(Change(path, None, text) for path, text in files.items()))


def plan_removal(name: str, root: Path = project.ROOT) -> Plan:
    """Return the plan that deletes the files of a job.

    Raises:
        WorkspaceError: there is no such job, or another file uses it.
    """
    paths = [path for path in _paths(_module(name)) if (root / path).exists()]
    if not any(path.startswith("backend/app/jobs/") for path in paths):
        handlers = (root / "backend/app/jobs").glob("*.py")
        modules = sorted(each.stem for each in handlers if each.stem not in {"__init__", "handlers"})
        names = ", ".join(modules) or "none"
        msg = f"there is no job {name} to drop: the modules in backend/app/jobs are {names}"
        raise WorkspaceError(msg)
    if users := sorted(_users(name, paths, root)):
        msg = f"{', '.join(users)} still uses {name}: remove that first"
        raise WorkspaceError(msg)
    return Plan(tuple(Change(path, read(root, path), None) for path in paths), is_destructive=True)


def _module(name: str) -> str:
    if not CLASS.fullmatch(name):
        raise refuse(name, "the name of a job is a class: words that start with a capital", EXAMPLE)
    return "_".join(re.findall(r"[A-Z][a-z0-9]+", name)).lower()


def _argument(arg: str, *, is_optional: bool) -> Argument:
    match = FIELD.fullmatch(arg)
    if match is None:
        reason = "the type of a job's field is str, int, float or bool, because it is stored as JSON"
        raise refuse(arg, reason, "book_id:int")
    name, kind, question_mark, default = match.groups()
    if name in RESERVED:
        raise refuse(arg, f"{name} is reserved", f"{name}_id:{kind}")
    if default is not None:
        return Argument(name, kind, _literal(arg, kind, default), EXAMPLES[kind])
    if question_mark or is_optional:
        return Argument(name, f"{kind} | None", "None", EXAMPLES[kind])
    return Argument(name, kind, "", EXAMPLES[kind])


def _literal(arg: str, kind: str, text: str) -> str:
    if kind == "bool" and text in {"true", "false"}:
        return text.capitalize()
    if kind == "str":
        return repr(text)
    try:
        return repr({"int": int, "float": float}[kind](text))
    except (KeyError, ValueError):
        raise refuse(arg, f"the default is no {kind}", arg.replace(text, EXAMPLES[kind].lower())) from None


def _paths(module: str) -> list[str]:
    return [
        f"backend/app/jobs/{module}.py",
        f"backend/app/services/{module}.py",
        f"backend/tests/jobs/test_{module}.py",
    ]


def _users(name: str, own: Sequence[str], root: Path) -> Iterator[str]:
    pattern = re.compile(rf"\b{name}(Service)?\b")
    for path in (root / "backend").rglob("*.py"):
        relative = str(path.relative_to(root))
        if relative not in own and pattern.search(path.read_text("utf-8")):
            yield relative
