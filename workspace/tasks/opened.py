"""The development database as the tasks open it: where it follows the branch, they say which one it is."""

from workspace import addresses, development
from workspace.development import Development
from workspace.errors import WorkspaceError
from workspace.tasks.declare import console


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
    if not addresses.is_local(url):
        name = addresses.database_of(url)
        msg = f"the server of {name} is not on this machine: `inv {task}` only works on local databases"
        raise WorkspaceError(msg)
