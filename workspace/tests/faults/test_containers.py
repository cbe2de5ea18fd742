"""Privileges of the containers, and recovery from crashes."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.support.polling import until
from tests.support.production_stack import NAME, Stack, run

pytestmark = pytest.mark.faults

CAPABILITIES = {
    "db": {"CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"},
    "ui": {"NET_BIND_SERVICE"},
    "proxy": {"NET_BIND_SERVICE"},
    "api": set(),
    "api-2": set(),
    "worker": set(),
    "backup": {"CHOWN", "SETGID", "SETUID"},
}


@pytest.mark.parametrize("service", CAPABILITIES)
def test_containers_have_only_the_necessary_privileges(stack: Stack, service: str) -> None:
    host = inspect(stack, f"{NAME}-{service}-1")["HostConfig"]

    assert host["ReadonlyRootfs"]
    assert host["CapDrop"] == ["ALL"]
    assert {name.removeprefix("CAP_") for name in host["CapAdd"] or ()} == CAPABILITIES[service]
    assert host["SecurityOpt"] == ["no-new-privileges:true"]
    assert host["PidsLimit"] == 200
    assert host["Memory"]


def inspect(stack: Stack, container: str) -> Any:
    return json.loads(run([stack.docker, "inspect", container]))[0]


def test_a_killed_worker_is_replaced_without_restarting_the_container(stack: Stack) -> None:
    container = f"{NAME}-api-1"
    started_at = inspect(stack, container)["State"]["StartedAt"]
    workers = worker_pids(stack, container)

    run([stack.docker, "exec", container, "python", "-c", f"import os; os.kill({min(workers)}, 9)"])

    until(lambda: len(worker_pids(stack, container)) == 2 and worker_pids(stack, container) != workers)
    assert inspect(stack, container)["State"]["StartedAt"] == started_at
    assert stack.request("GET", "/api/books").status == 200


def test_a_job_survives_the_kill_of_the_worker_s_container(stack: Stack) -> None:
    container = f"{NAME}-worker-1"
    run([stack.docker, "kill", container])
    author = stack.request("POST", "/api/authors", {"name": "Ada Holm"}).json()
    book = {"title": "The Tide Clerk", "isbn": "9780140328721", "author_id": author["id"]}
    book |= {"price": "12.50", "published_on": "2020-01-31"}
    book_id = stack.request("POST", "/api/books", book).json()["id"]
    data = {"book_ids": [book_id], "recipient": "ada@example.com"}
    report = stack.request("POST", "/api/price-reports", data).json()
    queue = stack.compose("exec", "-T", "api", "python", "-m", "app.worker.jobs")
    assert queue.startswith("1 waiting;")

    stack.compose("up", "--wait", "--no-build", "worker")

    until(lambda: stack.request("GET", f"/api/price-reports/{report['id']}").json()["is_finished"])
    stack.compose("stop", "--timeout", "35", "worker")
    assert inspect(stack, container)["State"]["ExitCode"] == 0
    stack.compose("up", "--wait", "--no-build", "worker")


def test_a_worker_that_uses_too_much_memory_is_replaced_without_an_error(stack: Stack) -> None:
    container = f"{NAME}-api-1"
    # Less than a worker needs at its start: each check of the memory replaces it.
    small = replace(stack, environment={**stack.environment, "API_WORKER_MEMORY": "30"})
    try:
        small.compose("up", "--wait", "--no-build", "--no-deps", "api")
        before = worker_pids(stack, container)
        statuses = []

        def is_replaced() -> bool:
            statuses.append(stack.request("GET", "/api/books").status)
            return not before & worker_pids(stack, container)

        until(is_replaced)
    finally:
        stack.compose("up", "--wait", "--no-build", "--no-deps", "api")

    assert set(statuses) == {200}


def worker_pids(stack: Stack, container: str) -> set[int]:
    """Return the process IDs of the workers."""
    script = (
        "import pathlib\n"
        "for path in pathlib.Path('/proc').glob('[0-9]*/stat'):\n"
        "    name, _, rest = path.read_text().rpartition(')')\n"
        "    print(path.parent.name, rest.split()[1], name.partition('(')[2])"
    )
    lines = run([stack.docker, "exec", container, "python", "-c", script]).splitlines()
    processes = [line.split(maxsplit=2) for line in lines]
    server = next(pid for pid, parent, name in processes if parent == "1" and "granian" in name)
    return {int(pid) for pid, parent, _ in processes if parent == server}


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE authors ADD COLUMN x int",
        "DROP TABLE books",
        "TRUNCATE books",
        "CREATE TABLE x (y int)",
        "CREATE ROLE x",
        "COPY authors TO PROGRAM 'cat'",
    ],
)
def test_the_api_cannot_run_privileged_statements(stack: Stack, statement: str) -> None:
    with pytest.raises(AssertionError, match=r"permission denied|must be owner"):
        stack.sql(statement, role="app")


def test_the_api_can_use_tables_of_later_migrations(stack: Stack) -> None:
    stack.sql("CREATE TABLE later (id bigint GENERATED ALWAYS AS IDENTITY, name text)")
    try:
        assert stack.sql("INSERT INTO later (name) VALUES ('A') RETURNING id", role="app").startswith("1\n")
    finally:
        stack.sql("DROP TABLE later")


def test_the_database_role_of_the_api_has_no_special_attributes(stack: Stack) -> None:
    query = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'app'"
    assert stack.sql(query) == "f|f|f|f\n"
