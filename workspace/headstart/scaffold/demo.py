"""Demo data for a new resource: a few rows that look real, the same every time."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import NAMESPACE_URL, uuid5

from headstart.core import project
from headstart.scaffold import demo_words
from headstart.scaffold.python import fitting, numbered
from headstart.scaffold.specification import Field, Specification, Target

ROW_COUNT = 24
SEPARATOR = "; "  # between several names in a cell
# The moment that the data was made up; most records are from the months before.
NOW = datetime(2026, 6, 30, 9, 30, tzinfo=UTC)
DAYS = 540
# Parts of the names of dates that lie ahead.
FUTURE = ("deadline", "due", "end", "expire", "until")
SKEW = 2  # the power of a random number below 1: the larger, the more values are small


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
    # One for each field: another field does not change the values of the others.
    cls = resource.names.cls
    randoms = [Random(f"{cls}.{field.name}") for field in resource.fields]  # noqa: S311 -- not a secret
    for number in range(1, count + 1):
        writer.writerow(
            [
                _cell(field, resource, number, labels_by_target, random)
                for field, random in zip(resource.fields, randoms, strict=True)
            ]
        )
    return text.getvalue()


def _labels(target: Target, root: Path) -> list[str]:
    path = root / "backend" / "seeds" / f"{target.names.many}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row[target.label] for row in csv.DictReader(file) if target.label in row]


def _cell(
    field: Field,
    resource: Specification,
    number: int,
    labels_by_target: dict[Target, list[str]],
    random: Random,
) -> str:
    skewed = random.random() ** SKEW
    if resource.is_own(field):
        # A tree: rows come after the rows that they refer to.
        return demo_words.name(resource.names, resource.label, number // 3) if number >= 3 else ""  # noqa: PLR2004
    if field.target:
        labels = labels_by_target[field.target]
        if field.kind == "refs":
            return SEPARATOR.join(random.sample(labels, min(len(labels), int(skewed * 4))))
        return labels[int(skewed * len(labels))] if labels else ""
    if field == resource.label:
        return demo_words.name(resource.names, field, number)
    if field.nullable and number % 4 == 0:
        return ""
    return _unique_value(field, number) if field.unique else _value(field, number, skewed, random)


def _unique_value(field: Field, number: int) -> str:
    moment = NOW - timedelta(days=17 * number)
    return {
        "email": demo_words.email(number, str(number)),
        "url": demo_words.link(number, f"-{number}"),
        "int": str(1000 + 7 * number),
        "decimal": f"{number * 12 + 0.5:.2f}",
        "money": f"{number * 12 + 0.5:.2f}",
        "date": moment.date().isoformat(),
        "datetime": moment.isoformat(),
        "uuid": _uuid(field, number),
    }.get(field.kind) or f"{numbered(field, demo_words.code(field.words))}-{number:04}"


def _value(field: Field, number: int, skewed: float, random: Random) -> str:
    days = int(skewed * DAYS)
    if any(word in field.name for word in FUTURE):
        days = -days // 6
    moment = NOW - timedelta(days=days, minutes=random.randrange(480))
    price = 4 + int(random.lognormvariate(3, 0.8))
    return {
        "str": fitting(field, demo_words.phrase(number, random)),
        "text": fitting(field, demo_words.sentence(random)),
        "email": demo_words.email(number),
        "url": demo_words.link(number),
        "int": str(1 + int(skewed * 60)),
        "bool": "true" if random.random() < 0.7 else "false",  # noqa: PLR2004
        "decimal": f"{random.lognormvariate(2, 0.8):.2f}",
        "money": f"{price}.{random.choice(('00', '50', '90', '99', '99'))}",
        "date": moment.date().isoformat(),
        "datetime": moment.isoformat(),
        "time": f"{7 + int(random.random() * 13):02}:{random.choice((0, 15, 30, 30, 45)):02}:00",
        "duration": str(900 * (1 + int(skewed * 20))),
        "uuid": _uuid(field, number),
        "json": json.dumps({"color": random.choice(demo_words.COLORS), "size": 1 + int(skewed * 9)}),
        "enum": field.values[int(skewed * len(field.values))] if field.values else "",
    }[field.kind]


def _uuid(field: Field, number: int) -> str:
    return str(uuid5(NAMESPACE_URL, f"{field.name}-{number}"))
