"""Parses a specification: a name and its fields, the arguments of ``inv new``."""

import re
import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from headstart.core import project
from headstart.scaffold import existing, records
from headstart.scaffold.fields import read_field
from headstart.scaffold.names import Forms, Names, inflect_nouns, pascal, words_of
from headstart.scaffold.refusal import refuse
from headstart.scaffold.reserved import BUILTINS, CLASSES, MAX_NAME_LENGTH, reserved_in
from headstart.scaffold.specification import Field, Specification, Target, columns, names_records

EXAMPLE = "inv new Invoice number:str:unique total:money customer:ref:Customer?"


def parse(name: str, args: Sequence[str], root: Path = project.ROOT) -> Specification:
    """Return the resource that the arguments of ``inv new`` describe.

    Raises:
        WorkspaceError: an argument is invalid. The message names it and gives an example.
    """
    _check_class(name)
    models = {cls: model for cls, model in existing.models(root).items() if cls != name}
    referenced = [cls for cls in models if any(re.search(rf":refs?:{cls}\b", arg) for arg in args)]
    forms, *others = inflect_nouns(words_of(name), *map(words_of, referenced))
    _check_plural(name, forms)
    names = Names(name, words_of(name), forms.plural, forms.indefinite)
    _check_table(names, models)
    targets = {cls: _target(models[cls], article) for cls, article in zip(referenced, others, strict=True)}
    # Without a factory, tests of a reference could make no record: the machinery's tables have none.
    factories = root / "backend" / "factories" / "__init__.py"
    fallbacks = {
        cls: Target(_names(model, forms), "id")
        for cls, model in models.items()
        if existing.defines(factories, f"{cls}Factory")
    }
    if any(re.search(rf":refs?:{name}\b", arg) for arg in args):
        targets[name] = Target(names, "id")
    fields = tuple(read_field(arg, {**fallbacks, **targets}) for arg in args)
    _check_fields(names, fields, args)
    _check_collections(names, fields, args)
    is_public = name in records.public_resources(root)
    return _with_own_label(
        Specification(names, fields, shlex.join(args), records.owner(name, root), is_public)
    )


def _with_own_label(resource: Specification) -> Specification:
    """Return the resource with the label field set in its references to itself."""
    own = Target(resource.names, resource.label.name)
    for field in resource.own_refs:
        arg = f"{field.name}:ref:{own.names.cls}"
        if not field.nullable:
            raise refuse(arg, f"the first {own.names.words} would have nothing to refer to", f"{arg}?")
        if field.name == own.names.one:
            raise refuse(arg, "a reference to itself needs a name of its own", f"parent:ref:{own.names.cls}?")
    fields = [replace(field, target=own) if resource.is_own(field) else field for field in resource.fields]
    return replace(resource, fields=tuple(fields))


def _target(model: existing.Model, forms: Forms) -> Target:
    table = f"{model.schema}.{model.table}" if model.schema else model.table
    return Target(_names(model, forms), model.label or "id", model.module, table, model.owner)


def _names(model: existing.Model, forms: Forms) -> Names:
    return Names(model.cls, words_of(model.cls), model.table.replace("_", " "), forms.indefinite)


def _check_class(name: str) -> None:
    if not re.fullmatch(r"([A-Z][a-z0-9]+)+", name) or len(name) > MAX_NAME_LENGTH:
        reason = (
            f"a resource's name is capitalized words without spaces, at most {MAX_NAME_LENGTH} characters"
        )
        raise refuse(name, reason, "InvoiceLine")
    one = words_of(name).replace(" ", "_")
    language = "Python" if one in BUILTINS else reserved_in(one, "Python")
    if name in CLASSES:
        language = "TypeScript"
    if language:
        raise refuse(name, f"{name} is reserved in {language}", f"{name}Record")


def _check_plural(name: str, forms: Forms) -> None:
    words = words_of(name)
    if forms.plural == words:
        raise refuse(name, "its singular and its plural are the same", f"{name}Item")
    if forms.singular and (forms.plural.endswith("ss") or not words.endswith("s")):
        raise refuse(name, "a resource is named in the singular", pascal(forms.singular.replace(" ", "_")))


def _check_table(names: Names, models: dict[str, existing.Model]) -> None:
    for model in models.values():
        if model.table == names.many and model.schema is None:
            reason = f"its table would be {names.many}, which is the table of {model.cls}"
            raise refuse(names.cls, reason, f"Other{names.cls}")
    if reserved_in(names.many, "PostgreSQL"):
        reason = f"its table would be {names.many}, which is reserved in PostgreSQL"
        raise refuse(names.cls, reason, f"{names.cls}Record")


def _check_fields(names: Names, fields: tuple[Field, ...], args: Sequence[str]) -> None:
    if not fields:
        raise refuse(names.cls, "a resource needs fields", EXAMPLE)
    duplicates = [name for name, count in Counter(columns(fields)).items() if count > 1]
    if duplicates:
        arg = next(arg for arg in reversed(args) if arg.startswith(duplicates[0].removesuffix("_id")))
        raise refuse(arg, f"{duplicates[0]} is given twice", f"other_{arg}")
    if not any(map(names_records, fields)):
        reason = "one required str field must name the records"
        raise refuse(" ".join(args), reason, f"name:str {args[0]}")


def _check_collections(names: Names, fields: tuple[Field, ...], args: Sequence[str]) -> None:
    targets = []
    for field, arg in zip(fields, args, strict=True):
        if field.kind != "refs" or field.target is None:
            continue
        if field.target.names == names:
            raise refuse(arg, "a refs cannot lead to its own resource", f"parent:ref:{names.cls}?")
        if field.target in targets:
            cls = field.target.names.cls
            raise refuse(arg, f"only one refs can lead to {cls}", f"{field.one}:ref:{cls}?")
        targets.append(field.target)
