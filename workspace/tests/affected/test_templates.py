"""Whoever has to build the databases' template depends on nothing else for it."""

import sys

import pytest

from workspace import commands
from workspace.postgres import Server

WATCHED = """
import sys
from workspace import revisions, worker_databases
from workspace.addresses import with_database
from workspace.affected.tracing import Tracer
from workspace.databases import create, maintenance
from workspace.worker_databases import Template, build

tracer = Tracer()
tracer.start()
url = sys.argv[1]
with maintenance(url) as server:
    if sys.argv[2] == "template":
        build(server, url, Template("watched", ("migrations",), revisions.migrate))
    else:
        create(server, "watched")
        revisions.migrate(with_database(url, "watched"))
print(*sorted(tracer.use.words))
"""


@pytest.mark.parametrize(("what", "used"), [("template", False), ("database", True)])
def test_building_a_template_is_no_use_of_what_its_program_loads(
    what: str, *, used: bool, shared_server: Server
) -> None:
    words = [sys.executable, "-c", WATCHED, shared_server.url("postgres"), what]
    printed = commands.output(words, doing="nothing was built").split()
    assert ("backend/migrations/**" in printed) is used
    assert not [word for word in printed if word.endswith("/**") and word != "backend/migrations/**"]
