"""Which branch another one was made from, as far as git remembers."""

import re

from headstart.core import git


def parents(branch: str | None, noted: dict[str, str], default: str) -> list[str]:
    """Return the noted branches that one, or a detached HEAD, may come from, the most likely first.

    That is the branch that it was made from, which git remembers for a while, then those with the fewest
    commits that are missing, then the one that has the ``default`` note. Commits say more of a detached
    HEAD than where it came from.
    """
    made_from = _made_from(branch, noted)
    ranked = [
        ((other != made_from) if branch else missing, missing, other != made_from, key != default, other)
        for other, key in noted.items()
        if other != branch and (missing := git.commits_missing_in(other, branch)) is not None
    ]
    return [other for *_rank, other in sorted(ranked)]


def _made_from(branch: str | None, noted: dict[str, str]) -> str | None:
    """Return the noted branch that git remembers as the one where HEAD's began."""
    if branch is None:
        found = _captured(r"checkout: moving from (.+) to \S+$", "HEAD")
    else:
        reference = f"{git.HEADS}{branch}"
        found = _captured(rf"Branch: copied {git.HEADS}(.+) to {git.HEADS}", reference)
        found += _captured(rf"branch: Created from (?:{git.HEADS})?(.+)$", reference)
        if found[:1] == ["HEAD"]:
            found = _captured(rf"checkout: moving from (.+) to {re.escape(branch)}$", "HEAD")[-1:]
    # origin/main stands for main.
    names = (name for each in found for name in (each, each.removeprefix("refs/remotes/").partition("/")[2]))
    return next((name for name in names if name in noted), None)


def _captured(pattern: str, reference: str) -> list[str]:
    """Return what a pattern captures in the reflog of a reference, the newest first."""
    return [match[1] for line in git.reflog(reference) if (match := re.match(pattern, line))]
