"""What tools make of other files: not merged, but generated again when nothing is in conflict."""

import sys
from collections.abc import Collection

from headstart.core import commands, project
from headstart.setup import bootstrap, node_packages

ROUTES = "from headstart.checks import routes; routes.write()"


def run(changed: Collection[str]) -> None:
    """Write the lock files, install the new version, and let it generate the rest.

    Args:
        changed: the files that the upgrade changed, as the project names them.

    Raises:
        WorkspaceError: a tool failed; the sentence holds its reason.
    """
    poetry = [bootstrap.ensure_poetry(), "lock"]
    environment = bootstrap.fetching_environment()
    commands.output(poetry, environment, doing="poetry.lock could not be written")
    if "frontend/package.json" in changed:
        node_packages.write_lock()
    # This process is the old version. `inv` installs the new one, which then generates in its own processes.
    client = [sys.executable, project.ROOT / "inv", "client"]
    commands.output(client, doing="the front end's client could not be generated")
    table = [sys.executable, "-P", "-c", ROUTES]
    commands.output(table, doing="the front end's table of routes could not be generated")
