"""The releases of a template: its tags of the form ``v1.2.3``."""

import re

from headstart.core import git
from headstart.core.errors import WorkspaceError

RELEASE = re.compile(r"v?(\d+)\.(\d+)\.(\d+)")


def numbers(version: str) -> tuple[int, ...]:
    """Return a version such as 1.10.0 as a tuple of numbers for comparison; empty if it is invalid."""
    match = RELEASE.fullmatch(version)
    return tuple(map(int, match.groups())) if match else ()


def releases(source: str) -> list[str]:
    """Return the versions that a template has released, oldest first.

    Args:
        source: the address or the folder of a git repository.

    Raises:
        WorkspaceError: git cannot read it, or it has no release.
    """
    result = git.run("ls-remote", "--tags", "--refs", "--", source, GIT_TERMINAL_PROMPT="0")
    if result.exit_code != 0:
        msg = (
            f"git cannot read the template at {source} ({result.last_line}): "
            "check the address and the network, or pass another address with `inv upgrade --from URL`"
        )
        raise WorkspaceError(msg)
    tags = [line.rpartition("refs/tags/")[2] for line in result.stdout.splitlines()]
    versions = [tag.removeprefix("v") for tag in tags if tag.startswith("v") and numbers(tag)]
    if not versions:
        msg = f"{source} has no release, which is a tag such as v1.2.3"
        raise WorkspaceError(msg)
    return sorted(versions, key=numbers)


def target(source: str, requested: str) -> str:
    """Return the version to upgrade to: the requested one, or the newest.

    Raises:
        WorkspaceError: there is no such release.
    """
    versions = releases(source)
    if not requested:
        return versions[-1]
    version = requested.removeprefix("v")
    if version not in versions:
        msg = f"{source} has no release {requested}: the newest are {', '.join(versions[-5:])}"
        raise WorkspaceError(msg)
    return version
