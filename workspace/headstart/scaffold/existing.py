"""The models that there are, read from their files: the workspace does not load the app."""

import ast
from dataclasses import dataclass
from pathlib import Path

from headstart.core import project


@dataclass(frozen=True)
class Model:
    """A model: its class, its table, the field that names its records, and the tables it refers to."""

    cls: str
    table: str
    module: str
    label: str | None
    refers_to: frozenset[str]


def models(root: Path = project.ROOT) -> dict[str, Model]:
    """Return the models by their class."""
    found = {}
    for path in sorted((root / "backend" / "app" / "models").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and (table := _table(node)):
                found[node.name] = Model(node.name, table, path.stem, _label(node), _references(node))
    return found


def classes(root: Path = project.ROOT) -> dict[str, Path]:
    """Return the classes of the back end's application, each with its file."""
    return {
        node.name: path.relative_to(root)
        for path in sorted((root / "backend" / "app").rglob("*.py"))
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    }


def referring(table: str, root: Path = project.ROOT) -> list[Model]:
    """Return the other models that refer to a table."""
    return [model for model in models(root).values() if table in model.refers_to and model.table != table]


def _table(node: ast.ClassDef) -> str | None:
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
            (target, *_) = statement.targets
            if isinstance(target, ast.Name) and target.id == "__tablename__":
                return str(statement.value.value)
    return None


def _label(node: ast.ClassDef) -> str | None:
    """Return the first field that is text and always there, and no long text."""
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            text = ast.unparse(statement)
            if ": Mapped[str]" in text and "String(5000)" not in text:
                return statement.target.id
    return None


def _references(node: ast.ClassDef) -> frozenset[str]:
    return frozenset(
        call.args[0].value.partition(".")[0]
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "ForeignKey"
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    )
