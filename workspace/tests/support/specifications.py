"""Random specifications for Hypothesis: likely and unlikely names, every type, every modifier."""

from collections.abc import Sequence

from hypothesis import strategies as st

from headstart.scaffold import existing, reserved
from headstart.scaffold.names import inflect_nouns, words_of
from headstart.scaffold.template_names import suffixes
from headstart.scaffold.used_names import read_used_names

Arguments = tuple[str, tuple[str, ...]]  # the arguments of `inv new`

LIKELY_CLASSES = (
    "Invoice", "InvoiceLine", "Customer", "Person", "Category", "Vehicle", "Order", "User", "Group", "Case",
    "Package", "Client", "Event", "Route", "Key", "Payment", "Shipment", "Contract", "Department", "Box",
)  # fmt: skip
UNLIKELY_CLASSES = (
    "Query", "Page", "Session", "Value", "Body", "Line", "Name", "Position", "Text", "Api", "ApiKey", "Asset",
    "Doc", "Problem", "Health", "Schema", "Engine", "Cursor", "Request", "Row", "Statistic", "PgTable",
    "CustomerSubscriptionInvoiceLine", "WarehouseInventoryMovementReason", "Tags", "Sheep",
)  # fmt: skip
LIKELY_FIELDS = (
    "name", "title", "code", "notes", "kind", "state", "amount", "owner", "parent", "due_on", "sent_at",
    "paid", "email", "type", "format", "size", "public", "items", "number", "quantity", "client",
    "price_per_unit",
)  # fmt: skip
UNLIKELY_FIELDS = (
    "line1", "line_1", "line_text", "name_id", "identity", "record", "saved", "body", "session", "after",
    "values", "request", "relationship", "contains", "kind_name", "fields",
    "responsible_department_manager_name",
)  # fmt: skip
# Most of these are valid, some are not.
TYPES = (
    "str", "str?", "str:unique", "str:index", "str(20)", "str(12):unique", "str=none", "text", "text=",
    "email", "email?:unique", "email:index", "email=info@example.com", "url", "url?", "url:unique",
    "url?:index=https://example.com",
    "int", "int?:index", "int=1", "int:unique", "bool", "bool?", "bool=true",
    "decimal", "decimal?:unique", "decimal=-0.5", "money", "money?:unique", "money=0.5",
    "date", "date?:unique", "date=2026-01-31",
    "datetime", "datetime?", "datetime=2026-01-31T12:00:00+01:00",
    "time", "time?", "time=09:30:05", "duration", "duration?:index", "duration=5400", "uuid", "uuid?:unique",
    "json", "json?", "json={}",
    "uuid:index=b4d8a6f2-5c1e-4f3a-9d27-0e6c8b1a7f35",
    "enum(open|paid)", "enum(red|dark_blue)?", "enum(a|b)=b", "enum(none|true)", "text?",
    "bool:unique", "enum(a)",
)  # fmt: skip


def specifications() -> st.SearchStrategy[Arguments]:
    """Return a strategy for the arguments of ``inv new``."""
    models, parts = sorted(existing.models()), sorted(suffixes())
    derived = [f"{model}{part}" for model in models for part in parts]
    classes = [LIKELY_CLASSES, UNLIKELY_CLASSES, *([models, derived] if models else ())]
    inflect_nouns(*(words_of(cls) for group in classes for cls in group))  # all at once, in one process
    fields = [LIKELY_FIELDS, UNLIKELY_FIELDS, [*_reserved(), *map(str.lower, parts)]]
    plain = st.sampled_from(TYPES)
    references = st.sampled_from(
        [
            f"ref:{cls}{end}"
            for cls in (*models, "Own", "Nobody")
            for end in ("", "?", ":cascade", "?:cascade")
        ]
    )
    pairs = st.tuples(_any_of(fields), st.one_of(plain, plain, plain, references))
    collections = st.tuples(
        st.sampled_from(("items", "values", "owners", "tags", "old_parts")),
        st.sampled_from([f"refs:{cls}" for cls in models] or ["str"]),
    )
    args = st.lists(st.one_of(pairs, pairs, pairs, collections), max_size=6, unique_by=lambda pair: pair[0])
    labels = st.sampled_from(("name:str", "label:str:unique", "caption:str(30)"))
    return st.builds(_specification, _any_of(classes), labels, args)


def _any_of(groups: Sequence[Sequence[str]]) -> st.SearchStrategy[str]:
    """Return a strategy that picks from each group equally often, and from the first one twice as often."""
    return st.one_of(*(st.sampled_from(group) for group in (groups[0], *groups)))


def _specification(cls: str, label: str, pairs: Sequence[tuple[str, str]]) -> Arguments:
    args = [f"{name}:{kind.replace('ref:Own', f'ref:{cls}')}" for name, kind in pairs]
    others = [arg for arg in args if arg.partition(":")[0] != label.partition(":")[0]]
    return cls, (label, *others)


def _reserved() -> list[str]:
    """Return names of attributes and reserved words."""
    used = read_used_names()
    names = used.models | used.schemas | used.factories | used.lists
    words = {*reserved.BUILTINS, *(word for language in reserved.LANGUAGES.values() for word in language)}
    return sorted(name for name in names | words if name.islower() and not name.startswith("_"))
