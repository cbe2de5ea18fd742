"""What the workspace writes down for its next run: JSON, whole or not at all."""

import json
import os
from pathlib import Path
from typing import Any


def write(path: Path, content: Any, *, indent: int | None = None) -> None:
    """Write a record; of two runs at once, the later one's stays."""
    path.parent.mkdir(exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps(content, indent=indent, sort_keys=True), "utf-8")
    unfinished.replace(path)
