"""Names that the templates use for their own: the names of fields must not become the same."""

import re
from functools import cache
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"


@cache
def suffixes() -> frozenset[str]:
    """Return what the templates append to a resource's name: the ``Page`` of ``BookPage``."""
    texts = (path.read_text("utf-8") for path in TEMPLATES.rglob("*.jinja"))
    return frozenset(suffix for text in texts for suffix in re.findall(r"«(?:Cls|t\.cls)»([A-Z]\w*)", text))


@cache
def imported_names(template: str) -> frozenset[str]:
    """Return the names that a template of a Python module imports."""
    lines = re.findall(r"^from \S+ import (.*)$", (TEMPLATES / template).read_text("utf-8"), re.MULTILINE)
    return frozenset(name for line in lines for name in re.findall(r"\w+", line))
