"""The database of the processes that run the product's code."""

import os
from contextlib import suppress

from headstart.core.errors import WorkspaceError
from headstart.devdb import branch_urls
from headstart.postgres.application_role import application_url


def choose(default: str) -> None:
    """Give the processes that start from now on the database of the current branch."""
    with suppress(WorkspaceError):  # git could not tell the branch: keep the last one
        os.environ["DATABASE_URL"] = application_url(branch_urls.development_url(default))
