"""A resource: its names and its fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from headstart.scaffold.names import Names, pascal, spelled
from headstart.scaffold.template_names import suffixes

TEXT_KINDS = ("str", "text", "email", "url")
MAX_LENGTHS = {"str": 200, "text": 5000, "email": 254, "url": 2000}
# Kinds that lists sort by if they have an index.
INDEXED_KINDS = ("str", "email", "url")
SORTABLE_KINDS = ("int", "decimal", "money", "date", "datetime", "time", "duration")
FILTERABLE_KINDS = ("bool", "enum", "ref", "uuid")
# Kinds that lists are filtered by a part of.
PART_KINDS = ("email", "url")
RANGE_KINDS = ("date", "datetime", "time")


class Owner(Enum):
    """Whom each record of a resource belongs to."""

    TEAM = "team"
    USER = "user"

    @property
    def column(self) -> str:
        """The column that refers to the owner."""
        return f"{self.value}_id"

    @property
    def mixin(self) -> str:
        """The class that gives a model this column."""
        return f"{self.value.capitalize()}Owned"

    @property
    def factory(self) -> str:
        """The factory of owners."""
        return f"{self.value.capitalize()}Factory"


@dataclass(frozen=True)
class Target:
    """A resource that another one refers to: its names, and the field that names its records.

    ``own_module`` is the module of its model below ``app.models``, and ``own_table`` its table with its
    schema, if they do not follow from the names. Without an ``owner``, its records are shared by all users.
    """

    names: Names
    label: str
    own_module: str | None = None
    own_table: str | None = None
    owner: Owner | None = None

    @property
    def module(self) -> str:
        """The module of its model below ``app.models``."""
        return self.own_module or self.names.one

    @property
    def table(self) -> str:
        """Its table."""
        return self.own_table or self.names.many


@dataclass(frozen=True)
class Field:
    """A field of a resource.

    ``values`` are those of an enum, ``target`` is the resource that a ref or refs refers to, ``own_length``
    is the 20 in ``str(20)``, ``one`` is the singular of the name of a refs. If ``cascade``, the record is
    deleted with the one that it refers to.
    """

    name: str
    kind: str
    nullable: bool = False
    unique: bool = False
    index: bool = False
    default: str | None = None
    values: tuple[str, ...] = ()
    target: Target | None = None
    own_length: int | None = None
    cascade: bool = False
    one: str = ""

    @property
    def length(self) -> int:
        """The maximum number of characters of a text."""
        return self.own_length or MAX_LENGTHS[self.kind]

    @property
    def column(self) -> str:
        """The name of the column, or of the field in requests."""
        if self.kind == "refs":
            return f"{self.one}_ids"
        return f"{self.name}_id" if self.kind == "ref" else self.name

    @property
    def filter(self) -> str:
        """The name of the parameter that filters lists by a value of the field."""
        return f"{self.one}_id" if self.kind == "refs" else self.column

    @property
    def words(self) -> str:
        """The name in words."""
        return spelled(self.name.replace("_", " "))

    @property
    def required(self) -> bool:
        """Whether a new record needs a value."""
        return not self.nullable and self.default is None and self.kind != "refs"


@dataclass(frozen=True)
class Specification:
    """A resource: its names, its fields, and the arguments of ``inv new`` that describe them.

    Without an ``owner``, all users share its records. If ``is_public``, visitors can read them, too.
    """

    names: Names
    fields: tuple[Field, ...]
    field_args: str
    owner: Owner | None = None
    is_public: bool = False

    @property
    def label(self) -> Field:
        """The field that names a record: links show it, and the search looks for it."""
        return next(field for field in self.fields if names_records(field))

    @property
    def key(self) -> Field:
        """The field that identifies the demo records."""
        return next((field for field in self.of("str") if field.unique), self.label)

    @property
    def sorts(self) -> list[Field]:
        """The fields that the list can be sorted by; nullable fields have no order."""
        return [field for field in self.fields if not field.nullable and self._is_sorted(field)]

    @property
    def filters(self) -> list[Field]:
        """The fields that the list can be filtered by a value of."""
        return self.of(*FILTERABLE_KINDS)

    @property
    def parts(self) -> list[Field]:
        """The fields that the list can be filtered by a part of."""
        return self.of(*PART_KINDS)

    @property
    def ranges(self) -> list[Field]:
        """The fields that the list can be filtered by the first and last value of."""
        return self.of(*RANGE_KINDS)

    @property
    def unset_filters(self) -> list[Field]:
        """The fields that the list can be filtered by whether they are set."""
        return [
            *(field for field in (*self.filters, *self.parts, *self.ranges) if field.nullable),
            *self.collections,
        ]

    @property
    def enums(self) -> list[Field]:
        """The fields with a fixed set of values."""
        return self.of("enum")

    @property
    def refs(self) -> list[Field]:
        """The fields that refer to other records."""
        return self.of("ref")

    @property
    def collections(self) -> list[Field]:
        """The fields that refer to any number of other records."""
        return self.of("refs")

    @property
    def stored(self) -> list[Field]:
        """The fields that are columns of the table."""
        return [field for field in self.fields if field.kind != "refs"]

    @property
    def plain(self) -> list[Field]:
        """The fields that are values, not references."""
        return [field for field in self.fields if not field.target]

    @property
    def targets(self) -> list[Target]:
        """The resources that the fields refer to, without duplicates."""
        return list(dict.fromkeys(field.target for field in self.fields if field.target))

    @property
    def others(self) -> list[Target]:
        """The other resources that the fields refer to."""
        return [target for target in self.targets if target.names != self.names]

    @property
    def own_refs(self) -> list[Field]:
        """The fields that refer to records of this resource, such as the parents of a tree."""
        return [field for field in self.refs if self.is_own(field)]

    @property
    def uniques(self) -> list[Field]:
        """The fields whose values are unique."""
        return [field for field in self.fields if field.unique]

    @property
    def optional(self) -> list[Field]:
        """The fields that may be left out."""
        return [field for field in self.fields if not field.required]

    @property
    def nullables(self) -> list[Field]:
        """The fields that may be empty."""
        return [field for field in self.fields if field.nullable]

    @property
    def key_alone_is_unique(self) -> bool:
        """Whether two records need to differ in the key only."""
        return all(field == self.key for field in self.uniques)

    @property
    def seeds_are_plain(self) -> bool:
        """Whether the demo data needs no conversion."""
        return all(field.kind in TEXT_KINDS and not field.nullable for field in self.fields)

    @property
    def indexed_filters(self) -> list[Field]:
        """The fields with an index for a filter by one value; the constraint of a unique one serves it."""
        return [field for field in self.filters if not field.unique]

    @property
    def indexed(self) -> list[Field]:
        """The fields with an index that they would not have for a sort order or a filter by one value."""
        others, indexed = [*self.sorts, *self.filters], self.ranges
        return [field for field in self.fields if (field.index or field in indexed) and field not in others]

    @property
    def restricting(self) -> list[Field]:
        """A field for each resource whose records cannot be deleted while these refer to them."""
        fields = {field.target: field for field in self.refs[::-1] if not field.cascade}
        return [fields[target] for target in self.targets if target in fields]

    @property
    def cascading(self) -> list[Field]:
        """The fields whose records take the records of this resource with them."""
        return [field for field in self.refs if field.cascade]

    @property
    def is_team_owned(self) -> bool:
        """Whether each record belongs to a team."""
        return self.owner is Owner.TEAM

    @property
    def unique_together(self) -> list[Field]:
        """The fields whose values are unique among the records of an owner."""
        return self.uniques if self.owner else []

    def index_columns(self, field: Field) -> list[str]:
        """Return the columns of the index that serves the sort order or the filter by a field.

        All statements also ask for the owner. The index of a reference begins with it, because the database
        looks for the records that refer to a deleted one.
        """
        owner = [self.owner.column] if self.owner else []
        if field.kind == "ref":
            return [field.column, *owner, self.label.name, "id"]
        label = [self.label.name] if field in self.filters else []
        return [*owner, field.column, *label, "id"]

    def is_own(self, field: Field) -> bool:
        """Return whether a field refers to records of this resource."""
        return field.target is not None and field.target.names == self.names

    def shares_target(self, field: Field) -> bool:
        """Return whether another field refers to the same resource."""
        return sum(other.target == field.target for other in self.fields) > 1

    def ref_to(self, target: Target) -> Field:
        """Return the first field that refers to a resource."""
        return next(field for field in self.fields if field.target == target)

    def of(self, *kinds: str) -> list[Field]:
        """Return the fields of the given kinds."""
        return [field for field in self.fields if field.kind in kinds]

    @property
    def tables(self) -> list[str]:
        """Its table, and those between its records and others."""
        return [self.names.many, *map(self.association, self.collections)]

    def association(self, field: Field) -> str:
        """Return the name of the table between the records and those of a refs."""
        return f"{self.names.many}_{field.target.names.many}" if field.target else ""

    def enum_class(self, field: Field) -> str:
        """Return the name of an enum's class."""
        part = pascal(field.name)
        return self.names.cls + (f"{part}Kind" if part in suffixes() else part)

    def _is_sorted(self, field: Field) -> bool:
        return (
            field == self.label
            or field.kind in SORTABLE_KINDS
            or (field.kind in INDEXED_KINDS and field.index)
        )


def names_records(field: Field) -> bool:
    """Return whether a field can name a record: a required text."""
    return field.kind == "str" and not field.nullable


def columns(fields: Iterable[Field]) -> list[str]:
    """Return the names of the columns, of their relationships and of the parameters that filter by them."""
    return [name for field in fields for name in dict.fromkeys((field.column, field.name, field.filter))]
