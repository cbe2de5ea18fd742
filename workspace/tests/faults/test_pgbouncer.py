"""The product behind PgBouncer, as ``infra/compose.pgbouncer.yml`` runs it."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.test_containers import inspect
from tests.support.polling import until
from tests.support.production_stack import INFRA, Stack, run, run_stack

pytestmark = pytest.mark.faults

NAME = "headstart-pgbouncer"
BOOK = {"title": "The Tide Clerk", "isbn": "9780140328721", "price": "12.50", "published_on": "2020-01-31"}


@pytest.fixture(scope="module")
def product(docker: str) -> Iterator[Stack]:
    files = ("compose.production.yml", "compose.pgbouncer.yml")
    options = [f"--file={INFRA / file}" for file in files]
    run([docker, "compose", f"--project-name={NAME}", *options, "build", "--quiet", "pgbouncer"])
    with tempfile.TemporaryDirectory(prefix="pgbouncer-") as folder:
        paths = os.pathsep.join(str(Path(folder, file)) for file in files)
        with run_stack(docker, Path(folder), NAME, COMPOSE_FILE=paths, READ_TIMEOUT_MS="1500") as stack:
            yield stack


@pytest.fixture(scope="module")
def book(product: Stack) -> int:
    author = product.request("POST", "/api/authors", {"name": "Ada Holm"}).json()["id"]
    return int(product.request("POST", "/api/books", BOOK | {"author_id": author}).json()["id"])


def test_the_product_reads_writes_and_runs_jobs(product: Stack, book: int) -> None:
    assert product.request("GET", f"/api/books/{book}").json()["title"] == BOOK["title"]

    run_job(product, book)

    addresses = product.sql("SELECT DISTINCT client_addr FROM pg_stat_activity WHERE usename = 'app'").split()
    assert set(addresses) == {address(product, "pgbouncer"), address(product, "worker")}


def run_job(stack: Stack, book: int) -> None:
    data = {"book_ids": [book], "recipient": "ada@example.com"}
    report = stack.request("POST", "/api/price-reports", data).json()["id"]
    until(lambda: stack.request("GET", f"/api/price-reports/{report}").json()["is_finished"])


def address(stack: Stack, service: str) -> str:
    networks = inspect(stack, f"{NAME}-{service}-1")["NetworkSettings"]["Networks"]
    return str(networks[f"{NAME}_inside"]["IPAddress"])


@pytest.mark.parametrize(("database", "timeout"), [("app", "15s"), ("app_read", "1500ms")])
def test_connections_have_the_settings_of_the_pooler(product: Stack, database: str, timeout: str) -> None:
    password = (product.folder / "secrets" / "database_password").read_text("utf-8")
    url = f"postgresql://app:{password}@pgbouncer:6432/{database}"

    output = product.compose(
        "exec", "-T", "db", "psql", "-XAt", url, "-c", "SHOW statement_timeout; SHOW timezone"
    )

    assert output.split() == [timeout, "UTC"]


@pytest.mark.parametrize("service", ["pgbouncer", "db"])
def test_the_product_recovers_from_a_restart(product: Stack, book: int, service: str) -> None:
    product.compose("restart", service)

    until(lambda: product.request("POST", "/api/authors", {"name": "Ada Holm"}).status == 201)
    run_job(product, book)
