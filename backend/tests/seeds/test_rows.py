from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from seeds.rows import RowError, explain_errors, rows

HEADER = "name,price,published_on\n"


def write(folder: Path, text: str, encoding: str = "utf-8") -> None:
    """Write the CSV file of a table `things`."""
    (folder / "things.csv").write_text(text, encoding, newline="")


@explain_errors()
def seed(folder: Path) -> None:
    """Read the table as a seed module does."""
    ids = {"A": 1, "B": 2}
    for row in rows("things", folder):
        _id = ids[row["name"]]
        _price, _day = Decimal(row["price"]), date.fromisoformat(row["published_on"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_from_spreadsheets_can_be_read(encoding: str, newline: str, tmp_path: Path) -> None:
    write(tmp_path, 'name,note\nÅse,"a, b"\n\n'.replace("\n", newline), encoding)

    assert rows("things", tmp_path) == [{"name": "Åse", "note": "a, b"}]


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (
            HEADER + "A,1\n",
            "utf-8",
            ", line 2: 2 values for the 3 columns name,",
        ),
        (
            HEADER + "A,1,2026-01-01\nB,1,2,3\n",
            "utf-8",
            ", line 3: 4 values for the 3 columns name,",
        ),
        (
            HEADER + "Åse,1,2026-01-01\n",
            "latin-1",
            ' is not encoded in UTF-8: save it as "CSV UTF-8"',
        ),
        ("title\nA\n", "utf-8", ", line 2: there is no column name among title"),
        (HEADER + 'A,"9,95",2026-01-01\n', "utf-8", ", line 2: price '9,95' is not valid"),
        (HEADER + "A,1,2026-01-01\nB,1,1.2.26\n", "utf-8", ", line 3: published_on '1.2.26' is not"),
        (HEADER + "C,1,2026-01-01\n", "utf-8", ", line 2: name 'C' is not valid"),
    ],
)
def test_an_invalid_row_is_reported_with_file_and_line(
    text: str, encoding: str, expected: str, tmp_path: Path
) -> None:
    write(tmp_path, text, encoding)

    with pytest.raises(RowError) as error:
        seed(tmp_path)
    assert str(error.value).startswith(f"things.csv{expected}")
