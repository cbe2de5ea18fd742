"""Reads existing models from their source: the tooling does not import the app."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from headstart.core import project
from headstart.scaffold.specification import Owner


@dataclass(frozen=True)
class Model:
    """A model: its class, its table, the field that names its records, and the tables that it refers to.

    ``module`` is relative to ``app.models``, such as ``billing.payment``. ``schema`` is None for the default,
    and ``owner`` if all users share the records.
    """

    cls: str
    table: str
    schema: str | None
    module: str
    label: str | None
    refers_to: frozenset[str]
    owner: Owner | None
    path: str


def models(root: Path = project.ROOT) -> dict[str, Model]:
    """Return the models by class, including those in subpackages."""
    result, folder = {}, root / "backend" / "app" / "models"
    for path in sorted(folder.rglob("*.py")):
        module = ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        body = ast.parse(path.read_text("utf-8")).body
        tables = [node for node in body if isinstance(node, ast.Assign)]  # between two models
        for node in body:
            if isinstance(node, ast.ClassDef) and (table := _constant(node, "__tablename__")):
                result[node.name] = Model(
                    node.name, table, _schema(node), module, _label(node), _references([node, *tables]),
                    _owner(node), path.relative_to(root).as_posix(),
                )  # fmt: skip
    return result


def attributes(cls: str, root: Path = project.ROOT) -> frozenset[str]:
    """Return the attributes and methods that the class of a model defines itself."""
    [body] = [
        node.body
        for node in ast.parse((root / models(root)[cls].path).read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name == cls
    ]
    targets = [node.target for node in body if isinstance(node, ast.AnnAssign)]
    methods = [node.name for node in body if isinstance(node, ast.FunctionDef)]
    return frozenset([*methods, *(target.id for target in targets if isinstance(target, ast.Name))])


def defines(path: Path, name: str) -> bool:
    """Return whether a module defines or imports a class."""
    if not path.exists():
        return False
    body = ast.parse(path.read_text("utf-8")).body
    imports = {
        alias.asname or alias.name
        for node in body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return name in imports or any(isinstance(node, ast.ClassDef) and node.name == name for node in body)


def models_referring_to(table: str, root: Path = project.ROOT) -> list[Model]:
    """Return the other models that refer to a table."""
    return [model for model in models(root).values() if table in model.refers_to and model.table != table]


def _constant(node: ast.ClassDef, name: str) -> str | None:
    value = _assigned_value(node, name)
    return str(value.value) if isinstance(value, ast.Constant) else None


def _schema(node: ast.ClassDef) -> str | None:
    """Return the schema in ``__table_args__``, which is a dict or a tuple that ends with one."""
    args = _assigned_value(node, "__table_args__")
    if isinstance(args, ast.Tuple) and args.elts:
        args = args.elts[-1]
    if isinstance(args, ast.Dict):
        for key, value in zip(args.keys, args.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == "schema" and isinstance(value, ast.Constant):
                return str(value.value)
    return None


def _assigned_value(node: ast.ClassDef, name: str) -> ast.expr | None:
    for statement in node.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                return statement.value
    return None


def _label(node: ast.ClassDef) -> str | None:
    """Return the required text that ``__str__`` returns, or else the first one that is not long."""
    texts = [
        statement.target.id
        for statement in node.body
        if isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and ": Mapped[str]" in ast.unparse(statement)
        and "String(5000)" not in ast.unparse(statement)
    ]
    names = [text for text in texts if f"\n    return self.{text}" in _str_method(node)]
    return next(iter(names or texts), None)


def _owner(node: ast.ClassDef) -> Owner | None:
    bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
    return next((owner for owner in Owner if owner.mixin in bases), None)


def _str_method(node: ast.ClassDef) -> str:
    methods = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__str__"]
    return f"{ast.unparse(methods[0])}\n" if methods else ""


def _references(nodes: Sequence[ast.stmt]) -> frozenset[str]:
    return frozenset(
        call.args[0].value.rpartition(".")[0]
        for node in nodes
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "ForeignKey"
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    )
