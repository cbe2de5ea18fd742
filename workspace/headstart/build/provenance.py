"""Where the images come from: the variables of the labels in the production Compose file."""

import re
from collections.abc import Mapping

from headstart.core import git

# Addresses with a password, or of a folder, are nobody else's business.
REMOTE = re.compile(r"(?:https://|ssh://git@|git@)([\w.-]+)[:/]([\w./-]+?)(?:\.git)?")


def variables() -> Mapping[str, str]:
    """Return the source, the revision and its time; nothing without a commit.

    The time is not that of the build, so that the same revision makes the same image.
    """
    commit = git.commit()
    if not commit:
        return {}
    is_dirty = git.run("status", "--porcelain").stdout.strip()
    return {
        "SOURCE": source(git.remote_address()),
        "REVISION": f"{commit}-dirty" if is_dirty else commit,
        "REVISION_TIME": git.run("log", "-1", "--format=%cI").stdout.strip(),
    }


def source(address: str) -> str:
    """Return the web address of a git remote; empty if it has none."""
    match = REMOTE.fullmatch(address)
    return f"https://{match[1]}/{match[2]}" if match else ""
