"""A PostgreSQL server and streaming replicas of it, for tests that stop, delay or promote one."""

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.migrations import revisions
from headstart.postgres import application_role, servers
from headstart.postgres.accounts import server_account
from headstart.postgres.databases import connect, create, maintenance
from headstart.postgres.servers import Server


@dataclass(frozen=True)
class Machine:
    """A running server with the database of the app."""

    server: Server

    @property
    def owner_url(self) -> str:
        """The address at which its superuser connects."""
        return self.server.url(project.name())

    @property
    def url(self) -> str:
        """The address at which the application connects, which cannot change tables in production."""
        return application_role.with_role(self.owner_url)

    def run(self, statement: str) -> object:
        """Run a statement as superuser, outside of a transaction; return its first value, if it has one."""
        with closing(connect(self.owner_url)) as session:
            session.autocommit = True
            with session.cursor() as cursor:
                cursor.execute(statement)
                row = cursor.fetchone() if cursor.description else None
                return row[0] if row else None


def is_possible() -> bool:
    """Return whether the programs and the privileges for it are on this machine."""
    try:
        programs = servers.server_programs(server_account())
        return (programs / "pg_basebackup").exists() and application_role.PRIVILEGES.exists()
    except WorkspaceError:
        return False


@contextmanager
def run_primary() -> Iterator[Machine]:
    """Run a server with a migrated database that replicas can copy."""
    with _machine("primary") as primary:
        primary.server.start()
        with maintenance(primary.server.url("postgres")) as cursor:
            create(cursor, project.name())
        application_role.create(primary.owner_url)
        revisions.migrate(primary.owner_url)
        yield primary


@contextmanager
def run_replica(primary: Machine) -> Iterator[Machine]:
    """Run a streaming replica of a server."""
    with _machine("replica") as replica:
        data, account = replica.server.data, replica.server.account
        data.mkdir(mode=0o700)
        account.own(data)
        source = primary.server.url("postgres")
        subprocess.run(
            [
                servers.server_programs(account) / "pg_basebackup", "--pgdata", data,
                "--dbname", source, "--checkpoint=fast", "--write-recovery-conf",
            ],
            check=True, cwd="/", **account.popen,
        )  # fmt: skip
        replica.server.start()
        yield replica


@contextmanager
def _machine(role: str) -> Iterator[Machine]:
    test_server, label = servers.test_server(), f"{role}-{secrets.token_hex(4)}"
    data = test_server.data.with_name(f"{test_server.data.name}-{label}")
    machine = Machine(replace(test_server, label=label, data=data, is_durable=True))
    try:
        yield machine
    finally:
        machine.server.remove()
        machine.server.log.unlink(missing_ok=True)
