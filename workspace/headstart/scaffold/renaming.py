"""Refuses a new resource whose names are taken, and suggests free names."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold.conflicts import Conflict, conflicts
from headstart.scaffold.names import Names, pascal
from headstart.scaffold.refusal import refuse
from headstart.scaffold.reserved import BUILTINS, CLASSES, MAX_NAME_LENGTH, reserved_in
from headstart.scaffold.specification import Field, Specification, columns
from headstart.scaffold.used_names import UsedNames


def refuse_conflicts(  # noqa: PLR0913 -- each is needed
    resource: Specification,
    args: Sequence[str],
    used: UsedNames,
    root: Path = project.ROOT,
    *,
    api_only: bool = False,
    known: Collection[str] = (),
) -> None:
    """Refuse a resource if one of its names is taken; ``args`` are its fields.

    ``known`` are the names of the fields of an existing resource: only the other fields are checked then.

    Raises:
        WorkspaceError: a name is taken. The message says by what, and suggests a free name.
    """

    def find_conflicts(candidate: Specification) -> list[Conflict]:
        found = conflicts(candidate, used, root, api_only=api_only)
        return [each for each in found if not known or (each.field and each.field.name not in known)]

    if not (existing := find_conflicts(resource)):
        return
    first = existing[0]
    alternatives = _alternatives(resource, first)
    better = _best(alternatives, lambda candidate: len(find_conflicts(candidate)), len(existing))
    if better is None:
        msg = f"`{resource.names.cls}`: {first.reason}; choose another name"
        raise WorkspaceError(msg)
    if better.names.cls != resource.names.cls:
        raise refuse(resource.names.cls, first.reason, better.names.cls)
    index = next(number for number, field in enumerate(resource.fields) if field == first.field)
    arg, old, new = args[index], resource.fields[index].name, better.fields[index].name
    raise refuse(arg, first.reason, new + arg[len(old) :])


def _best(
    candidates: Iterator[Specification], count_conflicts: Callable[[Specification], int], limit: int
) -> Specification | None:
    """Return the first candidate with the fewest conflicts, if it has fewer than the limit."""
    best, fewest = None, limit
    for candidate in candidates:
        if fewest and (number := count_conflicts(candidate)) < fewest:
            best, fewest = candidate, number
    return best


def _alternatives(resource: Specification, conflict: Conflict) -> Iterator[Specification]:
    """Yield the resource with other names, the best first."""
    if conflict.field:
        for name in _field_names(resource, conflict.field, is_too_long=conflict.is_too_long):
            yield _with_field(resource, conflict.field, name)
    if conflict.is_too_long or not conflict.field:
        for words, many_words in _resource_names(resource.names, is_too_long=conflict.is_too_long):
            if _is_class(pascal(words.replace(" ", "_"))):
                yield _renamed(resource, words, many_words)


def _field_names(resource: Specification, field: Field, *, is_too_long: bool) -> Iterator[str]:
    parts = field.name.split("_")
    shorter = ["_".join(parts[number:]) for number in range(1, len(parts))]
    longer = [f"{resource.names.one}_{field.name}", f"the_{field.name}", f"{field.name}_value"]
    others = columns(other for other in resource.fields if other != field)
    for name in shorter if is_too_long else longer:
        if (
            len(name) <= MAX_NAME_LENGTH
            and not reserved_in(name)
            and name not in BUILTINS
            and name not in others
        ):
            yield name


def _resource_names(names: Names, *, is_too_long: bool) -> Iterator[tuple[str, str]]:
    words, many_words = names.words, names.many_words
    if not is_too_long:
        yield f"{words} record", f"{words} records"
        yield f"{words} entry", f"{words} entries"
    while is_too_long and " " in words:
        words, many_words = words.partition(" ")[2], many_words.partition(" ")[2]
        yield words, many_words


def _is_class(cls: str) -> bool:
    one = cls.lower()
    return len(cls) <= MAX_NAME_LENGTH and cls not in CLASSES and not reserved_in(one) and one not in BUILTINS


def _with_field(resource: Specification, field: Field, name: str) -> Specification:
    fields = (replace(each, name=name) if each == field else each for each in resource.fields)
    return replace(resource, fields=tuple(fields))


def _renamed(resource: Specification, words: str, many_words: str) -> Specification:
    names = Names(pascal(words.replace(" ", "_")), words, many_words, f"a {words}")
    own = [field for field in resource.own_refs if field.target]
    fields = (
        replace(field, target=replace(field.target, names=names)) if field in own and field.target else field
        for field in resource.fields
    )
    return replace(resource, names=names, fields=tuple(fields))
