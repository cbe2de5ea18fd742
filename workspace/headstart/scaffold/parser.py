"""Reads a specification: a name and its fields, as they are typed after ``inv new``."""

import re
import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from headstart.core import project
from headstart.scaffold import existing
from headstart.scaffold.fields import read_field
from headstart.scaffold.names import Forms, Names, inflected, pascal, words_of
from headstart.scaffold.refusal import refuse
from headstart.scaffold.reserved import BUILTINS, CLASSES, MAX_NAME_LENGTH, taken_by
from headstart.scaffold.specification import Field, Specification, Target, columns, names_records

EXAMPLE = "inv new Invoice number:str:unique total:decimal customer:ref:Customer?"


def parse(name: str, words: Sequence[str], root: Path = project.ROOT) -> Specification:
    """Return the resource that the words after ``inv new`` describe.

    Raises:
        WorkspaceError: they describe none. The sentence says which word is wrong, with an example.
    """
    _check_class(name)
    models = {cls: model for cls, model in existing.models(root).items() if cls != name}
    mentioned = [cls for cls in models if any(f":ref:{cls}" in word for word in words)]
    forms, *others = inflected(words_of(name), *map(words_of, mentioned))
    _check_plural(name, forms)
    names = Names(name, words_of(name), forms.plural, forms.indefinite)
    _check_table(names, models)
    targets = {cls: _target(models[cls], article) for cls, article in zip(mentioned, others, strict=True)}
    unnamed = {cls: Target(_names(model, forms), "id") for cls, model in models.items()}
    if any(re.search(rf":ref:{name}\b", word) for word in words):
        targets[name] = Target(names, "id")
    fields = tuple(read_field(word, {**unnamed, **targets}) for word in words)
    _check_fields(names, fields, words)
    return _with_own_label(Specification(names, fields, shlex.join(words)))


def _with_own_label(resource: Specification) -> Specification:
    """Return a resource that knows what names the records where it refers to itself."""
    own = Target(resource.names, resource.label.name)
    for field in resource.own_refs:
        word = f"{field.name}:ref:{own.names.cls}"
        if not field.nullable:
            raise refuse(word, f"the first {own.names.words} could refer to none", f"{word}?")
        if field.name == own.names.one:
            raise refuse(
                word, "a reference is not called as what it belongs to", f"parent:ref:{own.names.cls}?"
            )
    fields = [replace(field, target=own) if resource.is_own(field) else field for field in resource.fields]
    return replace(resource, fields=tuple(fields))


def _target(model: existing.Model, forms: Forms) -> Target:
    table = f"{model.schema}.{model.table}" if model.schema else model.table
    return Target(_names(model, forms), model.label or "id", model.module, table)


def _names(model: existing.Model, forms: Forms) -> Names:
    return Names(model.cls, words_of(model.cls), model.table.replace("_", " "), forms.indefinite)


def _check_class(name: str) -> None:
    if not re.fullmatch(r"([A-Z][a-z0-9]+)+", name) or len(name) > MAX_NAME_LENGTH:
        why = f"a resource's name is words that each begin with a capital, at most {MAX_NAME_LENGTH} letters"
        raise refuse(name, why, "InvoiceLine")
    one = words_of(name).replace(" ", "_")
    language = "Python" if one in BUILTINS else taken_by(one, "Python")
    if name in CLASSES:
        language = "TypeScript"
    if language:
        raise refuse(name, f"{name} means something else in {language}", f"{name}Record")


def _check_plural(name: str, forms: Forms) -> None:
    words = words_of(name)
    if forms.plural == words:
        raise refuse(name, "one and many of them have the same name", f"{name}Item")
    if forms.singular and (forms.plural.endswith("ss") or not words.endswith("s")):
        raise refuse(name, "a resource is named by its singular", pascal(forms.singular.replace(" ", "_")))


def _check_table(names: Names, models: dict[str, existing.Model]) -> None:
    for model in models.values():
        if model.table == names.many and model.schema is None:
            why = f"its table would be {names.many}, which {model.cls} has"
            raise refuse(names.cls, why, f"Other{names.cls}")
    if taken_by(names.many, "PostgreSQL"):
        why = f"its table would be {names.many}, which means something else in PostgreSQL"
        raise refuse(names.cls, why, f"{names.cls}Record")


def _check_fields(names: Names, fields: tuple[Field, ...], words: Sequence[str]) -> None:
    if not fields:
        raise refuse(names.cls, "a resource has fields", EXAMPLE)
    twice = [name for name, count in Counter(columns(fields)).items() if count > 1]
    if twice:
        word = next(word for word in reversed(words) if word.startswith(twice[0].removesuffix("_id")))
        raise refuse(word, f"{twice[0]} is there twice", f"other_{word}")
    if not any(map(names_records, fields)):
        why = "one field that is text and always there has to name the records"
        raise refuse(" ".join(words), why, f"name:str {words[0]}")
