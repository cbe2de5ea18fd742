"""The documentation: the product's in ``docs/``, and the tooling's, which comes with the tooling."""

import re
from difflib import get_close_matches
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError

PACKAGE = Path(__file__).parents[1]
UNPACKED = PACKAGE / "_source"  # in a wheel; otherwise the package lies beside its documentation


def topics() -> dict[str, Path]:
    """Return the documents by their names."""
    tooling = (UNPACKED if UNPACKED.is_dir() else PACKAGE.parent) / "docs"
    found = {path.stem: path for folder in (tooling, project.ROOT / "docs") for path in folder.glob("*.md")}
    return dict(sorted(found.items()))


def summary(path: Path) -> str:
    """Return the first sentence below the title of a document."""
    paragraph = re.search(r"\A# .+\n+((?:[^\n#|].*\n)+)", path.read_text("utf-8"))
    text = " ".join(paragraph[1].split()) if paragraph else ""
    return re.sub(r"(?<=[.:])\s.*", "", text).rstrip(":")


def find(topic: str) -> Path:
    """Return the document of a topic.

    Raises:
        WorkspaceError: there is none; the message names the closest one.
    """
    found = topics()
    if topic in found:
        return found[topic]
    closest = get_close_matches(topic, found, n=1)
    hint = f"did you mean `inv docs {closest[0]}`?" if closest else f"the topics are {', '.join(found)}"
    msg = f"no documentation on {topic}: {hint}"
    raise WorkspaceError(msg)
