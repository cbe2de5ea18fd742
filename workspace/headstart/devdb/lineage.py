"""Finds the branch that another one was created from."""

import re

from headstart.core import git


def parents(branch: str | None, keys: dict[str, str], default: str) -> list[str]:
    """Return the branches with a database that a branch may come from, the most likely first.

    First comes the branch that it was created from, if git still knows it, then those with the fewest missing
    commits, then the one with the ``default`` key. For a detached HEAD, the commits come first.
    """
    origin = _origin(branch, keys)
    ranked = [
        ((other != origin) if branch else missing, missing, other != origin, key != default, other)
        for other, key in keys.items()
        if other != branch and (missing := git.commits_missing_in(other, branch)) is not None
    ]
    return [other for *_rank, other in sorted(ranked)]


def _origin(branch: str | None, keys: dict[str, str]) -> str | None:
    """Return the branch with a database that the reflog names as the origin."""
    if branch is None:
        names = _search_reflog(r"checkout: moving from (.+) to \S+$", "HEAD")
    else:
        reference = f"{git.HEADS}{branch}"
        names = _search_reflog(rf"Branch: copied {git.HEADS}(.+) to {git.HEADS}", reference)
        names += _search_reflog(rf"branch: Created from (?:{git.HEADS})?(.+)$", reference)
        if names[:1] == ["HEAD"]:
            names = _search_reflog(rf"checkout: moving from (.+) to {re.escape(branch)}$", "HEAD")[-1:]
    # origin/main counts as main.
    candidates = (
        name for each in names for name in (each, each.removeprefix("refs/remotes/").partition("/")[2])
    )
    return next((name for name in candidates if name in keys), None)


def _search_reflog(pattern: str, reference: str) -> list[str]:
    """Return the matches of a pattern in the reflog of a reference, newest first."""
    return [match[1] for line in git.reflog(reference) if (match := re.match(pattern, line))]
