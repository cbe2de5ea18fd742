"""Regenerates the generated files, which are not merged, after all conflicts have been resolved."""

import sys
from collections.abc import Collection

from headstart.core import commands, project
from headstart.setup import bootstrap, node_packages

ROUTES = "from headstart.checks import routes; routes.write()"


def run(changed: Collection[str]) -> None:
    """Write the lock files, install the new version, and let it generate the other files.

    Args:
        changed: the files that the upgrade changed, relative to the project.

    Raises:
        WorkspaceError: a tool failed; the message has the reason.
    """
    poetry = [bootstrap.ensure_poetry(), "lock"]
    environment = bootstrap.fetching_environment()
    commands.output(poetry, environment, failure="poetry.lock could not be written")
    if "frontend/package.json" in changed:
        node_packages.write_lock()
    # This process runs the old version. `inv` installs the new one and generates files in new processes.
    client = [sys.executable, project.ROOT / "inv", "client"]
    commands.output(client, failure="the front end's client could not be generated")
    table = [sys.executable, "-P", "-c", ROUTES]
    commands.output(table, failure="the front end's table of routes could not be generated")
