"""Opens the development database for tasks, and names it if it follows the branch."""

from headstart.core.errors import WorkspaceError
from headstart.devdb import development
from headstart.devdb.development import Development
from headstart.postgres import urls
from headstart.tasks.declare import console


def open_database() -> Development:
    """Open the development database."""
    database = development.open_database()
    if database.note:
        console.print(database.note, markup=False)
    return database


def refuse_remote_server(url: str, task: str) -> None:
    """Refuse to disconnect clients or replace data on a server that others may use.

    Raises:
        WorkspaceError: the server is not on this machine.
    """
    if not urls.is_local(url):
        name = urls.database_name(url)
        msg = f"the server of {name} is not on this machine: `inv {task}` only works on local databases"
        raise WorkspaceError(msg)
