"""Building or dropping a template adds no dependencies to the test that happens to do it."""

import os
import sys

import pytest

from headstart.core import commands
from headstart.postgres.servers import Server

TRACED = """
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
        build(server, url, Template("traced", ("migrations",), revisions.migrate))
    elif sys.argv[2] == "clone":
        with test_database("traced"):
            pass
    else:
        create(server, "traced")
        revisions.migrate(with_database(url, "traced"))
print(*sorted(tracer.usage.others))
"""


@pytest.mark.parametrize(("kind", "is_used"), [("template", False), ("clone", False), ("database", True)])
def test_a_template_adds_no_dependencies(kind: str, *, is_used: bool, shared_server: Server) -> None:
    url = shared_server.url("postgres")
    environment = {**os.environ, "DATABASE_URL": url}
    output = commands.output(
        [sys.executable, "-c", TRACED, url, kind], environment, failure="the program failed"
    )
    dependencies = output.split()
    assert ("backend/migrations/**" in dependencies) is is_used
    if kind == "clone":
        assert "backend/migrations/env.py" in dependencies  # the name of the template depends on it
    if not is_used:
        assert not [each for each in dependencies if each.endswith("**") or each.startswith("backend/app/")]
