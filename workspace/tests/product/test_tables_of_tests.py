"""The tables that a product's tests make themselves."""

import re

from headstart.core import project

NAME = re.compile(r'CREATE TABLE (\w\w+)|__tablename__ = "(\w+)"|\bTable\(\s*"(\w+)"')


def test_they_have_names_that_no_resource_has() -> None:
    texts = (path.read_text("utf-8") for path in (project.BACKEND / "tests").rglob("*.py"))
    names = {name for text in texts for found in NAME.findall(text) for name in found if name}
    assert len(names) > 5
    assert {name for name in names if not name.startswith("test_")} == set()
