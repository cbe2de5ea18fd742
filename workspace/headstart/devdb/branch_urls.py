"""The address of the development database, which may depend on the current branch."""

from headstart.core import git
from headstart.devdb import branches
from headstart.postgres import urls


def development_url(default: str = "") -> str:
    """Return the address of the development database without starting a server.

    Raises:
        WorkspaceError: it depends on the branch, and git cannot determine it.
    """
    url = default or urls.default_url()
    return branch_url(git.branch(), url) if follows_branch(url) else url


def branch_url(branch: str | None, default: str) -> str:
    """Return the address of the database of a branch, or of a detached HEAD."""
    return urls.with_database(default, branches.database(branch, urls.database_name(default)))


def follows_branch(default: str = "") -> bool:
    """Return whether the development database is that of the current branch."""
    return branches.is_on() and branches.is_default_name(urls.database_name(default or urls.default_url()))
