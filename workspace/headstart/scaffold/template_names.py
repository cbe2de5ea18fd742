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
