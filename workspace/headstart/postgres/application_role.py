"""The role of the application: as in production, it can read and write rows, but cannot change tables.

It is used on the servers of the project: its own and that of Docker Compose. On the server of another
``DATABASE_URL``, the application has the role in that address.
"""

import os
from contextlib import closing

from headstart.core import project
from headstart.postgres import servers, urls
from headstart.postgres.databases import connect

ROLE = "app"
# Also used in production. A product may have deleted it.
PRIVILEGES = project.ROOT / "infra" / "postgres" / "privileges.sql"


def grant(url: str) -> None:
    """Create the role and give it its privileges in a database, also for tables that are created later."""
    if _is_used(url):
        create(url)


def create(url: str) -> None:
    """Create the role, whatever server it is."""
    with closing(connect(url)) as session, session, session.cursor() as statements:
        statements.execute(PRIVILEGES.read_text("utf-8"))


def application_url(url: str) -> str:
    """Return the address at which the application connects to a database, given that of its owner."""
    return with_role(url) if _is_used(url) else url


def with_role(url: str) -> str:
    """Return the address with the role, whatever server it is."""
    components = urls.parts(url)
    options = f"{components.get('options', '')} -c role={ROLE}"
    return urls.address({**components, "options": options.strip()})


def _is_used(url: str) -> bool:
    own = {str(server.socket_folder) for server in (servers.development_server(), servers.test_server())}
    own.update(filter(None, os.environ.get("LOCAL_DATABASE_HOSTS", "").split(",")))
    return PRIVILEGES.exists() and urls.parts(url).get("host") in own
