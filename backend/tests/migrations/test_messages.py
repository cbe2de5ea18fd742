import ast
from pathlib import Path
from typing import Any

import pytest
from alembic.util import template_to_file

TEMPLATE = Path(__file__).parents[2] / "migrations" / "script.py.mako"
VARIABLES = (
    "up_revision",
    "down_revision",
    "branch_labels",
    "depends_on",
    "imports",
    "upgrades",
    "downgrades",
)
EMPTY_CONTEXT: dict[str, Any] = dict.fromkeys(VARIABLES)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("add ISBN to books", "Add ISBN to books."),
        ("Add it.", "Add it."),
        ("say \"hi\" to 'books'", "Say \"hi\" to 'books'."),
        ('end with "', 'End with ".'),
        ('three """ quotes', "Three ''' quotes."),
        ("move C:\\temp\\new", "Move C:\\temp\\new."),
        ("end with \\", "End with \\."),
        ("-drop it", "-drop it."),
        ("50% off ${all}\nbooks", "50% off ${all} books."),
        (None, "Change the schema."),
    ],
)
def test_every_message_becomes_a_valid_docstring(message: str | None, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "migration.py"
    template_to_file(str(TEMPLATE), str(path), "utf-8", message=message, **EMPTY_CONTEXT)

    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))) == expected
