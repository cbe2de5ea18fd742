"""The programs of the backup deal with damaged files, lost databases, full disks and wrong settings.

Only the database and the service `backup` run, as no other part of the product is needed.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.polling import until
from tests.support.production_stack import Stack, write_configuration

pytestmark = pytest.mark.faults

NAME = "headstart-backup-programs"
OWNED = """
CREATE TABLE owned AS SELECT FROM generate_series(1, 12345);
ALTER TABLE owned ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
"""


@pytest.fixture(scope="module")
def product(docker: str) -> Iterator[Stack]:
    """Run the database and the backup until the first backup was checked."""
    with tempfile.TemporaryDirectory(prefix="backups-") as name:
        write_configuration(Path(name))
        stack = Stack(docker, Path(name), {"BACKUP_INTERVAL": "2"}, NAME)
        try:
            start(stack)
            until(lambda: "restored, " in run_program(stack, "list"))
            yield stack
        finally:
            stack.compose("down", "--volumes", "--timeout", "1")


def start(stack: Stack) -> None:
    """Start what is needed of the product."""
    stack.compose("up", "--detach", "--wait", "db")
    stack.compose("run", "--rm", "roles")
    stack.compose("up", "--detach", "--no-deps", "backup")


def run_program(stack: Stack, program: str, *args: str, **settings: str) -> str:
    """Run a program of the service, and return its output."""
    options = [f"--env={name}={value}" for name, value in settings.items()]
    command = ["exec", "-T", "--user=postgres", *options, "backup", f"/postgres/backup/{program}", *args]
    return stack.compose(*command).strip()


def test_rows_that_row_level_security_hides_are_compared(product: Stack) -> None:
    product.sql(OWNED)

    run_program(product, "run")

    assert "12345 rows" in run_program(product, "list").splitlines()[-2]
