"""The releases of a template: its tags of the form ``v1.2.3``."""

import re

from headstart.core import git
from headstart.core.errors import WorkspaceError

RELEASE = re.compile(r"v?(\d+)\.(\d+)\.(\d+)")


def numbers(version: str) -> tuple[int, ...]:
    """Return a version such as 1.10.0 as numbers, which compare as versions do; empty if it is not one."""
    found = RELEASE.fullmatch(version)
    return tuple(map(int, found.groups())) if found else ()


def releases(source: str) -> list[str]:
    """Return the versions that a template has released, oldest first.

    Args:
        source: the address or the folder of a git repository.

    Raises:
        WorkspaceError: git cannot read it, or it has no release.
    """
    listed = git.run("ls-remote", "--tags", "--refs", "--", source, GIT_TERMINAL_PROMPT="0")
    if listed.exit_code != 0:
        msg = (
            f"git cannot read the template at {source} ({listed.last_line}): "
            "check the address and the network, or name another one with `inv upgrade --from URL`"
        )
        raise WorkspaceError(msg)
    tags = [line.rpartition("refs/tags/")[2] for line in listed.stdout.splitlines()]
    versions = [tag.removeprefix("v") for tag in tags if tag.startswith("v") and numbers(tag)]
    if not versions:
        msg = f"{source} has no release: a release is a tag such as v1.2.3"
        raise WorkspaceError(msg)
    return sorted(versions, key=numbers)


def target(source: str, wanted: str) -> str:
    """Return the version to upgrade to: the one that is asked for, or the newest.

    Raises:
        WorkspaceError: there is no such release.
    """
    versions = releases(source)
    if not wanted:
        return versions[-1]
    version = wanted.removeprefix("v")
    if version not in versions:
        msg = f"{source} has no release {wanted}: the newest are {', '.join(versions[-5:])}"
        raise WorkspaceError(msg)
    return version
