"""``inv field``: plan the change of fields in all files of a resource, also if they were edited by hand."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from types import MappingProxyType

from headstart.core import project
from headstart.migrations.comparison.instructions import Instructions
from headstart.scaffold import records
from headstart.scaffold.creation import render_versions
from headstart.scaffold.demo import demo_rows
from headstart.scaffold.evolution import Evolution
from headstart.scaffold.merging.merge import merge
from headstart.scaffold.merging.renames import Renames
from headstart.scaffold.merging.rows import merge_rows
from headstart.scaffold.merging.uses import rename_uses
from headstart.scaffold.migrations import find_revertible_addition
from headstart.scaffold.names import Names
from headstart.scaffold.parser import parse
from headstart.scaffold.plan import Change, Plan, read
from headstart.scaffold.rendering import format_python, format_typescript
from headstart.scaffold.specification import Field, Specification

FRONTEND = "frontend/"
TESTS = ("backend/tests/", "frontend/e2e/")


@dataclass(frozen=True)
class FieldChange:
    """The plan, and a line for each change that has to be made by hand."""

    plan: Plan
    by_hand: tuple[str, ...]


@dataclass(frozen=True)
class _Merger:
    """Merges the files of the resources that change."""

    root: Path
    renames: Renames
    by_hand: list[str]

    def changes(self, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
        """Yield the changes of the files between two generated versions."""
        for path in sorted(before.keys() | after.keys()):
            old, new, current = before.get(path), after.get(path), read(self.root, path)
            if path.endswith(".csv") and old and new:
                continue
            if old == new:
                yield from self._renamed(path, current, new)
            elif new is None:
                if current == old:
                    yield Change(path, current, None)
                elif current is not None:
                    self.by_hand.append(f"{path}: the demo data needs records to refer to")
            elif current is None and old is None:
                yield Change(path, None, new)
            elif current is not None and old is not None:
                yield Change(path, current, self._merged(old, new, current, path))
            elif current is None and not path.startswith(TESTS) and not path.endswith(".test.tsx"):
                self.by_hand.append(f"{path} is missing")

    def _renamed(self, path: str, current: str | None, generated: str | None) -> Iterator[Change]:
        """Yield the change of a file in which only handwritten code uses a field."""
        if self.renames.attributes and current not in {None, generated}:
            text = rename_uses(current or "", PurePath(path).suffix, generated or "", self.renames)
            yield Change(path, current, text)

    def own_files(self, generated: Collection[str], names: Names) -> Iterator[Change]:
        """Yield the changes of handwritten files in the folder of a feature."""
        for file in sorted((self.root / "frontend/src/features" / names.kebabs).rglob("*.ts*")):
            path = file.relative_to(self.root).as_posix()
            if path not in generated:
                yield from self._renamed(path, read(self.root, path), None)

    def _merged(self, before: str, after: str, current: str, path: str) -> str:
        merged = merge(before, after, current, path, self.renames)
        self.by_hand.extend(f"{path}:{each.line}: {each.advice}" for each in merged.missing)
        if merged.text == after or not self.renames.attributes:
            return merged.text
        return rename_uses(merged.text, PurePath(path).suffix, after, self.renames)


def plan_field_change(
    evolution: Evolution, fills: Mapping[str, str] = MappingProxyType({}), root: Path = project.ROOT
) -> FieldChange:
    """Return the plan of a change of fields; ``fills`` has the SQL of values for existing rows."""
    pairs = [(evolution.before, evolution.after), *_referring(evolution, root)]
    api_only = not (root / "frontend/src/features" / evolution.after.names.kebabs).is_dir()
    resources = [resource for pair in pairs for resource in pair]
    versions = render_versions(resources, root, api_only=api_only)
    merger = _Merger(root, evolution.renames, [])
    changes = [
        change
        for before, after in zip(versions[::2], versions[1::2], strict=True)
        for change in merger.changes(before, after)
    ]
    changes += merger.own_files(versions[0].keys(), evolution.after.names)
    changes = [*_formatted(changes, versions), *_demo(evolution, versions[0], root), _record(evolution, root)]
    table = evolution.after.names.many
    renames = {} if evolution.is_rename_of_collection else dict(evolution.renames.attributes[:1])
    addition = _addition(evolution, root)
    plan = Plan(
        tuple(each for each in changes if each.before != each.after),
        None if addition or evolution.is_rename_of_collection else describe(evolution),
        addition,
        instructions=Instructions(table, renames, fills),
        lint_exceptions=_lint_exceptions(evolution, fills),
        is_destructive=bool(evolution.dropped),
    )
    return FieldChange(plan, tuple(merger.by_hand))


def _addition(evolution: Evolution, root: Path) -> str | None:
    """Return the migration that added the dropped field, if it can be reverted instead of writing another."""
    if not evolution.dropped:
        return None
    [field] = evolution.dropped
    message = f"Add {field.column} to {evolution.after.names.many_words}"
    part = evolution.before.association(field) if field.kind == "refs" else field.column
    return find_revertible_addition(message, part, root)


def describe(evolution: Evolution) -> str:
    """Return the message of the migration."""
    many = evolution.after.names.many_words
    if evolution.renames.attributes:
        old, new = evolution.renames.attributes[0]
        return f"rename {old} of {many} to {new}"
    if evolution.dropped:
        return f"drop {_list(evolution.dropped)} from {many}"
    if evolution.added:
        return f"add {_list(evolution.added)} to {many}"
    changed = [each for each in evolution.after.fields if each not in evolution.before.fields]
    return f"change {_list(changed)} of {many}"


def _list(fields: Sequence[Field]) -> str:
    return " and ".join(field.column for field in fields)


def _lint_exceptions(evolution: Evolution, fills: Mapping[str, str]) -> dict[str, str]:
    exceptions = {}
    if evolution.renames.attributes:
        exceptions["renaming-column"] = "the code that uses the new name is released with it"
        exceptions["renaming-object"] = "no code uses the names of constraints and indexes"
    if evolution.dropped:
        exceptions["ban-drop-column"] = "nothing uses it any more"
    if any(field.kind == "refs" for field in evolution.dropped):
        exceptions["ban-drop-table"] = "nothing uses it any more"
        exceptions["require-concurrent-index-deletion"] = "they are dropped with their table"
    if fills:
        exceptions["ban-drop-default"] = "it was only for the existing rows"
    if any(field.default is None and field.column not in fills for field in evolution.newly_required):
        exceptions["adding-required-field"] = "the table has no rows yet"
    if evolution.converted:
        exceptions["changing-column-type"] = "no value is lost"
    if any(before.default is not None and after.default is None for before, after in evolution.kept):
        exceptions.setdefault("ban-drop-default", "the code does not rely on it")
    if any(after.nullable and not before.nullable for before, after in evolution.kept):
        exceptions["ban-drop-not-null"] = "the code that uses the column accepts null"
    return exceptions


def _referring(evolution: Evolution, root: Path) -> Iterator[tuple[Specification, Specification]]:
    """Yield the resources that show the name of a record, before and after, if another field is the name."""
    names, label = evolution.after.names, evolution.after.label.name
    if evolution.before.label.name == label:
        return
    for name, args in records.resources(root).items():
        resource = parse(name, args, root)
        if name != names.cls and any(target.names.cls == names.cls for target in resource.others):
            fields = tuple(
                replace(field, target=replace(field.target, label=label))
                if field.target and field.target.names.cls == names.cls
                else field
                for field in resource.fields
            )
            yield resource, replace(resource, fields=fields)


def _formatted(changes: list[Change], versions: list[dict[str, str]]) -> Iterator[Change]:
    """Yield the changes with formatted texts; those that are generated are formatted already."""
    merged = {
        change.path: change.after
        for change in changes
        if change.after is not None and all(change.after != version.get(change.path) for version in versions)
    }
    python = {path: text for path, text in merged.items() if PurePath(path).suffix == ".py"}
    texts = {**format_python(python), **format_typescript({
        path: text for path, text in merged.items() if path not in python
    })}  # fmt: skip
    for change in changes:
        yield replace(change, after=texts.get(change.path, change.after))


def _demo(evolution: Evolution, before: Mapping[str, str], root: Path) -> Iterator[Change]:
    path = f"backend/seeds/{evolution.after.names.many}.csv"
    current, old = read(root, path), before.get(path)
    if current is not None and old is not None and demo_rows(evolution.after, root):

        def generate(count: int) -> str:
            return demo_rows(evolution.after, root, count)

        rows = merge_rows(
            old, generate, current, evolution.renames,
            required=[field.name for field in evolution.newly_required],
            unique=[field.name for field in evolution.newly_unique],
        )  # fmt: skip
        yield Change(path, current, rows)


def _record(evolution: Evolution, root: Path) -> Change:
    settings = read(root, records.SETTINGS) or ""
    return Change(records.SETTINGS, settings, records.with_resource(settings, evolution.after))
