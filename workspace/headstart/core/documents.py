"""Finds the documentation of the product in ``docs/``, and that of the tooling."""

import re
from difflib import get_close_matches
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError

PACKAGE = Path(__file__).parents[1]
UNPACKED = PACKAGE / "_source"  # in a wheel; otherwise the documentation is beside the package


def topics() -> dict[str, Path]:
    """Return the documents by name."""
    tooling = (UNPACKED if UNPACKED.is_dir() else PACKAGE.parent) / "docs"
    documents = {
        path.stem: path for folder in (tooling, project.ROOT / "docs") for path in folder.glob("*.md")
    }
    return dict(sorted(documents.items()))


def summary(path: Path) -> str:
    """Return the first sentence below the title of a document."""
    paragraph = re.search(r"\A# .+\n+((?:[^\n#|].*\n)+)", path.read_text("utf-8"))
    text = " ".join(paragraph[1].split()) if paragraph else ""
    return re.sub(r"(?<=[.:])\s.*", "", text).rstrip(":")


def find(topic: str) -> Path:
    """Return the document of a topic.

    Raises:
        WorkspaceError: there is none; the message suggests the closest one.
    """
    documents = topics()
    if topic in documents:
        return documents[topic]
    closest = get_close_matches(topic, documents, n=1)
    hint = f"did you mean `inv docs {closest[0]}`?" if closest else f"the topics are {', '.join(documents)}"
    msg = f"no documentation on {topic}: {hint}"
    raise WorkspaceError(msg)
