"""The development database as the tasks open it: where it follows the branch, they say which one it is."""

from headstart.core.errors import WorkspaceError
from headstart.devdb import development
from headstart.devdb.development import Development
from headstart.postgres import urls
from headstart.tasks.declare import console


def open_database() -> Development:
    """Open the development database."""
    found = development.open_database()
    if found.note:
        console.print(found.note, markup=False)
    return found


def refuse_another_machine(url: str, task: str) -> None:
    """Refuse what disconnects people and replaces data where these may be another's.

    Raises:
        WorkspaceError: the server is not on this machine.
    """
    if not urls.is_local(url):
        name = urls.database_of(url)
        msg = f"the server of {name} is not on this machine: `inv {task}` only works on local databases"
        raise WorkspaceError(msg)
