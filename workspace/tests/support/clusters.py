"""Clusters for servers of the tests' own: copying one is quicker than initdb."""

import shutil
from pathlib import Path

from headstart.postgres.accounts import server_account


def copy_cluster(cluster: Path, to: Path) -> None:
    """Copy a stopped cluster, for the account that runs servers here."""
    shutil.copytree(cluster, to)
    for path in (to, *to.rglob("*")):
        server_account().own(path)
