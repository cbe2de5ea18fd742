"""Finds names of a resource that shadow other names in the rendered files, such as a class ``Decimal``.

The files are rendered twice: with the real names, and with names that nothing else uses. If two names that
differ in one rendering are equal in the other, one shadows the other.
"""

import ast
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from headstart.scaffold.names import Names
from headstart.scaffold.rendering import render_backend, render_frontend
from headstart.scaffold.specification import Field, Specification, Target

Item = Names | Field | Target
# Comments and strings of TypeScript.
TS_TEXT = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\]|\\.)*`", re.DOTALL)
# Names that are not properties, keys, JSX attributes or literals.
TS_NAME = re.compile(r"(?<![\w.$-])(?!(?:true|false|null)\b)[A-Za-z_$][\w$]*\b(?!\??:)(?!=[\"{])")


def find_shadowed(resource: Specification, *, api_only: bool = False) -> Item | None:
    """Return the resource, field or target whose name shadows another one; None if there is none."""
    expected = _names(_with_unique_names(resource, ()), api_only=api_only)
    if _names(resource, api_only=api_only) == expected:
        return None
    items: list[Item] = [*resource.fields, resource.names, *resource.others]
    for item in items:
        if _names(_with_unique_names(resource, [item]), api_only=api_only) != expected:
            return item
    return resource.fields[-1]  # two of the resource's own names are equal


def _names(resource: Specification, *, api_only: bool) -> Mapping[str, list[int]]:
    """Return the number of names in each scope of each file; files are numbered."""
    counts = {}
    for number, text in enumerate(render_backend(resource).values()):
        counts[f"{number}.py"] = _python_names(text)
    if not api_only:
        for number, text in enumerate(render_frontend(resource).values()):
            counts[f"{number}.ts"] = [len(set(TS_NAME.findall(TS_TEXT.sub('""', text))))]
    return counts


def _python_names(text: str) -> list[int]:
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return []
    scopes: list[ast.Module | ast.ClassDef | ast.FunctionDef] = [tree]
    scopes += (node for node in ast.walk(tree) if isinstance(node, Scope))
    return [sum(1 for _ in _distinct(scope)) for scope in scopes]


Scope = ast.FunctionDef | ast.ClassDef


def _distinct(scope: ast.Module | ast.ClassDef | ast.FunctionDef) -> Iterator[str]:
    """Yield the names that a scope uses or defines; each definition counts."""
    used, defined = set[str](), Counter[str]()
    nodes: list[ast.AST] = [*scope.body]
    if isinstance(scope, ast.FunctionDef):
        defined.update(node.arg for node in ast.walk(scope.args) if isinstance(node, ast.arg))
    while nodes:
        node = nodes.pop()
        if isinstance(node, Scope):
            defined[node.name] += 1
            nodes += node.decorator_list
            nodes += node.bases if isinstance(node, ast.ClassDef) else [*_annotations(node)]
            continue
        if isinstance(node, ast.Name):
            used.add(node.id)
        elif isinstance(node, ast.alias):
            defined[node.asname or node.name] += 1
        elif isinstance(node, ast.AnnAssign) and isinstance(scope, ast.ClassDef):
            defined[ast.unparse(node.target)] += 1
        nodes += ast.iter_child_nodes(node)
    yield from used | defined.keys()
    yield from (name for name, count in defined.items() if count == 1)


def _annotations(node: ast.FunctionDef) -> Iterator[ast.expr]:
    yield from (
        each.annotation for each in ast.walk(node.args) if isinstance(each, ast.arg) and each.annotation
    )
    if node.returns:
        yield node.returns


def _with_unique_names(resource: Specification, exceptions: Collection[Item]) -> Specification:
    """Return the resource with names that nothing else uses, except for some items."""
    names = resource.names
    if names not in exceptions:
        names = Names("Qzone", "qzone", "qzones", "a qzone")
    labels = {field.name: f"qzfield{number}x" for number, field in enumerate(resource.fields)}
    labels.update({field.name: field.name for field in resource.fields if field in exceptions})
    targets = {
        target: target
        if target in exceptions
        else replace(target, names=_target_names(number), own_module="qzmodule")
        for number, target in enumerate(resource.others)
    }
    own = Target(names, resource.label.name)
    fields = tuple(
        replace(
            field,
            name=labels[field.name],
            target=own if resource.is_own(field) else field.target and targets[field.target],
        )
        for field in resource.fields
    )
    return replace(resource, names=names, fields=fields)


def _target_names(number: int) -> Names:
    return Names(f"Qztarget{number}x", f"qztarget{number}x", f"qztarget{number}xs", f"a qztarget{number}x")
