"""The task that adds, changes, renames and drops fields of a resource."""

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from invoke.context import Context

from headstart.core.errors import WorkspaceError
from headstart.migrations import revisions
from headstart.postgres import databases
from headstart.scaffold import evolution as evolutions
from headstart.scaffold.backfill import example_value, records_of, sql_value
from headstart.scaffold.conversions import misfits
from headstart.scaffold.evolution import Evolution
from headstart.scaffold.execution import carry_out, refuse_other_differences
from headstart.scaffold.field_change import plan_field_change
from headstart.scaffold.specification import Field, Specification, Target
from headstart.setup import node_packages
from headstart.tasks.declare import NOTHING_CHANGED, ask, confirm, console, task
from headstart.tasks.development_database import open_database
from headstart.tasks.exclusive import one_at_a_time
from headstart.tasks.plans import list_changes, migrated_database, show


@task(
    rest_args="fields",
    flags="long",
    fields="the fields, each name:type and modifiers",
    name="the name of the resource, such as Book",
    drop="remove this field and its values",
    rename="old and new name of a field, such as pages:page_count",
    default="the value that existing rows get for a field that is required",
    yes="do not ask",
    dry_run="only show the changes",
)
@one_at_a_time
def field(  # noqa: PLR0913, PLR0917 -- one parameter for each option
    _context: Context,
    name: str,
    fields: Sequence[str] = (),
    drop: str = "",
    rename: str = "",
    default: str = "",
    yes: bool = False,
    dry_run: bool = False,
) -> None:
    """Change fields in all layers: inv field Book pages:int.

    inv field Book 'pages:int?'            adds the field, or changes its options
    inv field Book --rename pages:length   renames it and keeps its values
    inv field Book --drop pages            removes it, after asking

    The types and modifiers are those of `inv new --help`.
    """
    node_packages.install()
    evolution = _evolution(name, fields, drop, rename)
    if dry_run:
        fills = _fills(evolution, _database_as_it_is(), default) if default else {}
        change = plan_field_change(evolution, fills)
        show(change.plan)
        _list_manual_changes(change.by_hand)
        return
    url = migrated_database()
    _refuse_misfits(evolution, url)
    fills = _fills(evolution, url, default)
    with console.status("planning"), ThreadPoolExecutor() as pool:
        check = pool.submit(refuse_other_differences, url)
        change = plan_field_change(evolution, fills)
        check.result()
    _confirm_loss(evolution, url, yes=yes)
    with console.status("writing files, migration and client"):
        written = carry_out(change.plan, url)
    list_changes(change.plan, written)
    _list_manual_changes(change.by_hand)
    console.print(f"next: `inv test`{_undo(evolution)}", markup=False)


def _database_as_it_is() -> str:
    url = open_database().url
    if revisions.revision(url) != revisions.newest_revision():
        msg = "--default reads the database, which is not at the newest migration: run `inv migrate` first"
        raise WorkspaceError(msg)
    return url


def _evolution(name: str, fields: Sequence[str], drop: str, rename: str) -> Evolution:
    if sum(map(bool, (fields, drop, rename))) != 1:
        msg = (
            f"pass new fields, --drop or --rename, one of them: for example `inv field {name} 'pages:int?'`, "
            f"`inv field {name} --drop pages` or `inv field {name} --rename pages:page_count`"
        )
        raise WorkspaceError(msg)
    if drop:
        return evolutions.drop_field(name, drop)
    return evolutions.rename_field(name, rename) if rename else evolutions.change_fields(name, fields)


def _refuse_misfits(evolution: Evolution, url: str) -> None:
    """Refuse a change that existing values do not fit."""
    table, owner = evolution.after.names.many, evolution.after.owner
    for before, after in evolution.converted:
        if count := databases.count_matches(url, table, misfits(before, after)):
            raise _misfit(count, table, f"have a value in {before.column} that does not fit the new type")
    for field_ in evolution.newly_unique:
        columns = ", ".join([owner.column, field_.column] if owner else [field_.column])
        shared = f"({columns}) IN (SELECT {columns} FROM {table} GROUP BY {columns} HAVING count(*) > 1)"  # noqa: S608 -- checked
        if count := databases.count_matches(url, table, shared):
            raise _misfit(count, table, f"share a value in {field_.column} with another row")


def _misfit(count: int, table: str, reason: str) -> WorkspaceError:
    return WorkspaceError(
        f"{_rows(count)} of {table} {reason}: change it, then run this again, or add another field"
    )


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _fills(evolution: Evolution, url: str, default: str) -> dict[str, str]:
    """Return the SQL of the values that existing rows get, by column."""
    required, rows = evolution.newly_required, databases.count_rows(url, evolution.after.names.many)
    if default and not required:
        msg = "--default is the value of existing rows for a field that becomes required: leave it out"
        raise WorkspaceError(msg)
    if not (rows or default):
        return {}
    resource, fills = evolution.after, {}
    for each in required:
        value = default or _ask(each, f"the {rows} rows of {resource.names.many}")
        fills[each.column] = sql_value(each, value, resource)
        if each.target:
            _refuse_unknown_record(each.target, value, url)
            if rows and each.target.owner:
                _refuse_rows_without_record(fills[each.column], value, resource, each.target, url)
    return fills


def _refuse_unknown_record(target: Target, value: str, url: str) -> None:
    if not databases.count_matches(url, target.table, records_of(target, value)):
        cls, words = target.names.cls, "name" if target.owner else "name or ID"
        raise WorkspaceError(f"there is no {cls} with the {words} {value}: pass that of an existing one")


def _refuse_rows_without_record(
    fill: str, value: str, resource: Specification, target: Target, url: str
) -> None:
    """Refuse a value if the owners of some rows have no record with this name."""
    table = resource.names.many
    if count := databases.count_matches(url, table, f"{fill} IS NULL"):
        owner = target.owner.value if target.owner else ""
        msg = (
            f"{_rows(count)} of {table} cannot refer to the {target.names.cls} {value}, which belongs to "
            f"another {owner}: create one for each {owner}, then run this again"
        )
        raise WorkspaceError(msg)


def _ask(field_: Field, rows: str) -> str:
    if not sys.stdin.isatty():
        raise WorkspaceError(
            f"{rows} need a value for {field_.name}: pass it with --default, {_example(field_)}"
        )
    if answer := ask(f"Which {field_.words} do {rows} get? "):
        return answer
    raise WorkspaceError(NOTHING_CHANGED)


def _example(field_: Field) -> str:
    if field_.target and field_.target.owner:
        return f"the name of one that each {field_.target.owner.value} has"
    return f"for example `--default {'1' if field_.target else example_value(field_)}`"


def _confirm_loss(evolution: Evolution, url: str, *, yes: bool) -> None:
    table = evolution.after.names.many
    for each in evolution.dropped:
        if each.kind == "refs":
            table = evolution.before.association(each)
            if count := databases.count_rows(url, table):
                confirm(f"The table {table} has {count} rows. Delete them?", yes=yes)
        elif count := databases.count_rows(url, table, each.column):
            confirm(f"{count} rows of {table} have a value in {each.column}. Delete them?", yes=yes)


def _list_manual_changes(by_hand: Sequence[str]) -> None:
    if by_hand:
        console.print("These places look different from what `inv new` writes. Change them by hand:")
        for line in by_hand:
            console.print(f"  {line}", markup=False)


def _undo(evolution: Evolution) -> str:
    name = evolution.after.names.cls
    if evolution.renames.attributes:
        [(old, new), *_] = [
            (one.name, other.name)
            for one, other in zip(evolution.before.fields, evolution.after.fields, strict=True)
            if one.name != other.name
        ]
        return f"; to undo: `inv field {name} --rename {new}:{old}`"
    if len(evolution.added) == 1:
        return f"; to undo: `inv field {name} --drop {evolution.added[0].name}`"
    return ""
