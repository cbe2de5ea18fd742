"""Names that the templates use themselves, and that the names of fields must not clash with."""

import re
from functools import cache
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"


@cache
def suffixes() -> frozenset[str]:
    """Return the suffixes that templates append to a resource's name, such as ``Page`` in ``BookPage``."""
    texts = (path.read_text("utf-8") for path in TEMPLATES.rglob("*.jinja"))
    return frozenset(suffix for text in texts for suffix in re.findall(r"«Cls»([A-Z]\w*)", text))
