"""The address of the development database, which may follow the branch that is checked out."""

from headstart.core import git
from headstart.devdb import branches
from headstart.postgres import urls


def development_url(default: str = "") -> str:
    """Return the address of the development database as of now; nothing is started.

    Raises:
        WorkspaceError: it follows the branch, and git does not say which.
    """
    url = default or urls.default_url()
    return of_branch(git.branch(), url) if follows_the_branch(url) else url


def of_branch(branch: str | None, default: str) -> str:
    """Return the address of the database of a branch, or of a detached HEAD."""
    return urls.with_database(default, branches.database(branch, urls.database_of(default)))


def follows_the_branch(default: str = "") -> bool:
    """Say whether the development database is that of the branch which is checked out."""
    return branches.is_on() and branches.stands_for_all(urls.database_of(default or urls.default_url()))
