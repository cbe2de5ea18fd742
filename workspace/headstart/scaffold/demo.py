"""Demo data for a new resource: a few rows, the same every time."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from headstart.core import project
from headstart.scaffold.names import sentence
from headstart.scaffold.python import numbered
from headstart.scaffold.specification import Field, Specification, Target

ROW_COUNT = 9


def demo_rows(resource: Specification, root: Path = project.ROOT, count: int = ROW_COUNT) -> str:
    """Return the CSV file with the demo rows; empty if a resource that they must refer to has none."""
    labels_by_target = {target: _labels(target, root) for target in resource.others}
    if any(
        labels_by_target.get(field.target) == [] and not field.nullable
        for field in resource.refs
        if field.target
    ):
        return ""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in resource.fields])
    for number in range(1, count + 1):
        writer.writerow([_cell(field, resource, number, labels_by_target) for field in resource.fields])
    return text.getvalue()


def _labels(target: Target, root: Path) -> list[str]:
    path = root / "backend" / "seeds" / f"{target.names.many}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row[target.label] for row in csv.DictReader(file) if target.label in row]


def _cell(
    field: Field, resource: Specification, number: int, labels_by_target: dict[Target, list[str]]
) -> str:
    if resource.is_own(field):
        # A tree: rows come after the rows that they refer to.
        return _value(resource.label, resource, number // 3) if number >= 3 else ""  # noqa: PLR2004
    if field.target:
        labels = labels_by_target[field.target]
        return labels[number % len(labels)] if labels else ""
    if field.nullable and number % 3 == 0:
        return ""
    return _value(field, resource, number)


def _value(field: Field, resource: Specification, number: int) -> str:
    words = resource.names.words if field == resource.label else field.words
    day = date(2026, 1, 1) + timedelta(days=17 * number)
    timestamp = datetime(2026, 1, 1, 9, 30, tzinfo=UTC) + timedelta(days=17 * number)
    return {
        "str": f"{numbered(field, sentence(words))} {number}",
        "text": f"The {field.words} of {resource.names.words} {number}.",
        "int": str(3 * number),
        "bool": "true" if number % 2 else "false",
        "decimal": f"{number * 12 + 0.5:.2f}",
        "date": day.isoformat(),
        "datetime": timestamp.isoformat(),
        "enum": field.values[number % len(field.values)] if field.values else "",
    }[field.kind]
