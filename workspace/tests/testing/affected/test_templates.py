"""Whoever has to build or drop what databases are cloned from depends on nothing else for it."""

import os
import sys

import pytest

from headstart.core import commands
from headstart.postgres.servers import Server

WATCHED = """
import sys
from headstart.migrations import revisions
from headstart.postgres.urls import with_database
from headstart.testing.affected.tracing import Tracer
from headstart.postgres.databases import create, maintenance
from headstart.testing.worker_databases import Template, build, test_database

tracer = Tracer()
tracer.start()
url = sys.argv[1]
with maintenance(url) as server:
    if sys.argv[2] == "template":
        build(server, url, Template("watched", ("migrations",), revisions.migrate))
    elif sys.argv[2] == "clone":
        with test_database("watched"):
            pass
    else:
        create(server, "watched")
        revisions.migrate(with_database(url, "watched"))
print(*sorted(tracer.use.words))
"""


@pytest.mark.parametrize(("what", "used"), [("template", False), ("clone", False), ("database", True)])
def test_a_template_is_no_use_of_what_its_program_loads(
    what: str, *, used: bool, shared_server: Server
) -> None:
    url = shared_server.url("postgres")
    environment = {**os.environ, "DATABASE_URL": url}
    printed = commands.output(
        [sys.executable, "-c", WATCHED, url, what], environment, failure="nothing was made"
    )
    words = printed.split()
    assert ("backend/migrations/**" in words) is used
    if what == "clone":
        assert "backend/migrations/env.py" in words  # its text is in the template's name
    if not used:
        assert not [word for word in words if word.endswith("**") or word.startswith("backend/app/")]
