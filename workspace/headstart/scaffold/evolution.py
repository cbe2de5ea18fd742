"""``inv field``: a resource before and after a change of its fields."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import existing, records
from headstart.scaffold.conversions import is_convertible
from headstart.scaffold.fields import check_name
from headstart.scaffold.identifiers import identifiers
from headstart.scaffold.merging.renames import Renames
from headstart.scaffold.parser import parse
from headstart.scaffold.references import (
    refuse_incomplete_targets,
    refuse_mutual_references,
    refuse_other_owners,
)
from headstart.scaffold.refusal import refuse
from headstart.scaffold.renaming import refuse_conflicts
from headstart.scaffold.specification import Field, Specification
from headstart.scaffold.typescript import ts_labels
from headstart.scaffold.used_names import UsedNames, read_used_names


@dataclass(frozen=True)
class Evolution:
    """A resource before and after, and the names that change."""

    before: Specification
    after: Specification
    renames: Renames = field(default_factory=Renames)

    @property
    def is_rename_of_collection(self) -> bool:
        """Whether a refs gets another name, which the database does not know."""
        return any(each.kind == "refs" and each.name in self.renames.old_names for each in self.before.fields)

    @property
    def added(self) -> list[Field]:
        """The new fields."""
        return _only_in(self.after, self.before, self.renames.new_names)

    @property
    def dropped(self) -> list[Field]:
        """The fields that are removed."""
        return _only_in(self.before, self.after, self.renames.old_names)

    @property
    def kept(self) -> list[tuple[Field, Field]]:
        """The fields that stay, before and after."""
        after = {each.name: each for each in self.after.fields}
        return [(each, after[each.name]) for each in self.before.fields if each.name in after]

    @property
    def converted(self) -> list[tuple[Field, Field]]:
        """The fields whose values are converted or limited, before and after."""
        return [pair for pair in self.kept if _values_of(pair[0]) != _values_of(pair[1])]

    @property
    def newly_unique(self) -> list[Field]:
        """The existing fields in which rows may share a value."""
        return [after for before, after in self.kept if after.unique and not before.unique]

    @property
    def newly_required(self) -> list[Field]:
        """The fields that existing rows may have no value for."""
        nullable = {each.name for each in self.before.nullables}
        return [
            each for each in self.after.fields
            if not each.nullable and (each.name in nullable or (each in self.added and each.required))
        ]  # fmt: skip


def _values_of(field: Field) -> tuple[object, ...]:
    return field.kind, field.own_length, field.values


def _only_in(one: Specification, other: Specification, renamed: Sequence[str]) -> list[Field]:
    names = {*renamed, *(each.name for each in other.fields)}
    return [each for each in one.fields if each.name not in names]


def change_fields(name: str, args: Sequence[str], root: Path = project.ROOT) -> Evolution:
    """Return the resource with new fields, or other options of existing ones.

    Raises:
        WorkspaceError: an argument is invalid, a name is taken, or a type cannot be converted.
    """
    old_args = _recorded_args(name, root)
    new_args = {_field_name(arg): arg for arg in old_args} | {_field_name(arg): arg for arg in args}
    evolution = Evolution(parse(name, old_args, root), parse(name, list(new_args.values()), root))
    if evolution.before.fields == evolution.after.fields:
        msg = f"{name} already has {' '.join(args)}: nothing was changed"
        raise WorkspaceError(msg)
    for each in evolution.before.fields:
        _check_conversion(each, new_args[each.name], evolution.after)
    _check_names(evolution, list(new_args.values()), root)
    return evolution


def drop_field(name: str, field_name: str, root: Path = project.ROOT) -> Evolution:
    """Return the resource without a field.

    Raises:
        WorkspaceError: there is no such field, or the resource needs it.
    """
    old_args = _recorded_args(name, root)
    _check_exists(name, field_name, old_args)
    new_args = [arg for arg in old_args if _field_name(arg) != field_name]
    return Evolution(parse(name, old_args, root), parse(name, new_args, root))


def rename_field(name: str, names: str, root: Path = project.ROOT) -> Evolution:
    """Return the resource with another name of a field: ``old:new``.

    Raises:
        WorkspaceError: there is no such field, or the new name is invalid or taken.
    """
    old, colon, new = names.partition(":")
    if not colon:
        raise refuse(names, "a rename needs the old and the new name", f"{old}:new_name")
    old_args = _recorded_args(name, root)
    _check_exists(name, old, old_args)
    check_name(new, new)
    if any(_field_name(arg) == new for arg in old_args):
        raise refuse(names, f"{name} already has {new}", f"{old}:other_{new}")
    new_args = [new + arg[len(old) :] if _field_name(arg) == old else arg for arg in old_args]
    before, after = parse(name, old_args, root), parse(name, new_args, root)
    pairs = zip(before.fields, after.fields, strict=True)
    [(one, other)] = [pair for pair in pairs if pair[0].name != pair[1].name]
    own = {} if one.kind != "enum" else {
        before.enum_class(one): after.enum_class(other),
        ts_labels(one, before): ts_labels(other, after),
    }  # fmt: skip
    attributes = {one.column: other.column, one.name: other.name, one.filter: other.filter}
    evolution = Evolution(before, after, Renames(tuple(attributes.items()), tuple(own.items())))
    _check_names(evolution, new_args, root)
    return evolution


def _recorded_args(name: str, root: Path) -> list[str]:
    resources = records.resources(root)
    if name not in resources:
        names = ", ".join(resources) or "none"
        msg = (
            f"there is no resource {name} (existing resources: {names}): `inv new {name} name:str` creates it"
        )
        raise WorkspaceError(msg)
    return list(resources[name])


def _field_name(arg: str) -> str:
    return arg.partition(":")[0]


def _check_exists(name: str, field_name: str, args: Sequence[str]) -> None:
    names = [_field_name(arg) for arg in args]
    if field_name not in names:
        msg = f"{name} has no field {field_name}: its fields are {', '.join(names)}"
        raise WorkspaceError(msg)


def _check_conversion(before: Field, arg: str, after: Specification) -> None:
    [new] = [each for each in after.fields if each.name == before.name]
    if not is_convertible(before, new):
        reason = f"{before.name} is of type {before.kind}, whose values cannot become {new.kind}: add a field"
        raise refuse(arg, reason, f"new_{arg}")


def _check_names(evolution: Evolution, args: Sequence[str], root: Path) -> None:
    """Refuse new names that are taken, by the application or by handwritten code of the model."""
    after = evolution.after
    refuse_other_owners(after)
    refuse_mutual_references(replace(after, fields=tuple(evolution.added)), root)
    known = {each.name for each in evolution.before.fields}
    attributes = existing.attributes(after.names.cls, root)
    for each, arg in zip(after.fields, args, strict=True):
        if each.name not in known and {each.name, each.column} & attributes:
            raise refuse(arg, f"{after.names.cls} already has {each.name}", f"other_{arg}")
    used = _without_own_names(read_used_names(root), evolution.before)
    api_only = not (root / "frontend/src/features" / after.names.kebabs).is_dir()
    refuse_incomplete_targets(after, used, root, api_only=api_only)
    refuse_conflicts(after, args, used, root, api_only=api_only, known=known)


def _without_own_names(used: UsedNames, resource: Specification) -> UsedNames:
    """Return the names that others use: a renamed field may have the names that it has already."""
    components = {f"{resource.names.cls}{target.names.cls}" for target in resource.targets}
    components.update(map(resource.enum_class, resource.enums))
    relations = {each.text for each in identifiers(resource)}
    return replace(used, components=used.components - components, relations=used.relations - relations)
