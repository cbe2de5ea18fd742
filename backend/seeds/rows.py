"""Reads the files with the demo data."""

import csv
from pathlib import Path


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table's file, as text."""
    with (Path(__file__).parent / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
