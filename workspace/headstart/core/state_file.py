"""JSON files that keep state between runs, written atomically."""

import json
import os
from pathlib import Path
from typing import Any


def write(path: Path, content: Any, *, indent: int | None = None) -> None:
    """Write a file atomically; of two simultaneous runs, the later one wins."""
    path.parent.mkdir(exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.write_text(json.dumps(content, indent=indent, sort_keys=True), "utf-8")
    temporary.replace(path)
