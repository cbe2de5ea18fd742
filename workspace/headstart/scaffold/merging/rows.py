"""A three-way merge of CSV files with demo data: their columns."""

import csv
import io
from collections.abc import Callable, Collection, Mapping

from headstart.scaffold.merging.renames import Renames


def merge_rows(  # noqa: PLR0913 -- each is needed
    before: str,
    generate: Callable[[int], str],
    current: str,
    renames: Renames,
    *,
    required: Collection[str] = (),
    unique: Collection[str] = (),
) -> str:
    """Return the current rows with the columns of generated ones.

    Args:
        before: the generated rows before the change.
        generate: returns a number of generated rows after the change.
        current: the rows of the project.
        renames: the new names of columns.
        required: columns that must not be empty any more.
        unique: columns that must not have the same value twice any more.
    """
    old_header, (header, *rows) = next(csv.reader(io.StringIO(before))), csv.reader(io.StringIO(current))
    new_header, *new_rows = csv.reader(io.StringIO(generate(len(rows))))
    header = [dict(renames.attributes).get(name, name) for name in header]
    dropped = {*old_header} - {*new_header}
    names = [name for name in header if name not in dropped]
    names += [name for name in new_header if name not in header and name not in old_header]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    seen: dict[str, set[str]] = {name: set() for name in unique}
    for cells, new_cells in zip(rows, new_rows, strict=True):
        row, new_row = dict(zip(header, cells, strict=False)), dict(zip(new_header, new_cells, strict=True))
        for name, values in seen.items():
            if row.get(name) and row[name] in values:
                row[name] = new_row[name]
            values.add(row.get(name, ""))
        writer.writerow([row.get(name) or _missing(name, row, new_row, required) for name in names])
    return text.getvalue()


def _missing(name: str, row: Mapping[str, str], new_row: Mapping[str, str], required: Collection[str]) -> str:
    return new_row[name] if name in required or name not in row else ""
