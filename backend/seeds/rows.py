"""Read the CSV files with demo data."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

FOLDER = Path(__file__).parent


class RowError(Exception):
    """A file or one of its rows is invalid. The message names the file and the line."""


class Row(dict[str, str]):
    """The values of one line, by column."""

    latest: ClassVar[str] = ""  # the value that was read last, for the message if its conversion fails

    def __init__(self, columns: list[str], values: list[str], place: str) -> None:
        if len(values) != len(columns):
            msg = f"{place}: {len(values)} values for the {len(columns)} columns {', '.join(columns)}"
            raise RowError(msg)
        super().__init__(zip(columns, values, strict=True))
        self.place = place

    def __getitem__(self, name: str) -> str:
        """Return the value of a column."""
        if name not in self:
            msg = f"{self.place}: there is no column {name} among {', '.join(self)}"
            raise RowError(msg)
        value = super().__getitem__(name)
        Row.latest = f"{self.place}: {name} {value!r}"
        return value


def rows(table: str, folder: Path = FOLDER) -> list[Row]:
    """Return the rows of a table's CSV file, with text values.

    Raises:
        RowError: the number of values in a line differs from the number of columns, or the file is not UTF-8.
    """
    path = folder / f"{table}.csv"
    try:
        # Spreadsheets may write a byte order mark.
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            columns = next(lines, [])
            return [Row(columns, line, f"{path.name}, line {lines.line_num}") for line in lines if line]
    except UnicodeDecodeError:
        msg = f'{path.name} is not encoded in UTF-8: save it as "CSV UTF-8"'
        raise RowError(msg) from None


def names_in(cell: str) -> list[str]:
    """Return the names in a cell with several of them: ``red; green``."""
    return [name for name in cell.split("; ") if name]


@contextmanager
def explain_errors() -> Iterator[None]:
    """Report the value that is invalid or refers to a missing record as a RowError."""
    try:
        yield
    except (ValueError, LookupError, ArithmeticError) as error:
        msg = f"{Row.latest} is not valid"
        raise RowError(msg) from error
