"""The database comes back from its backups, whatever happens to it and to them.

``inv test.faults -- -s -k backups`` prints the figures.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
import pytest

from headstart.core import project
from tests.support.polling import until
from tests.support.production_stack import Stack, run, run_stack, write_configuration

pytestmark = pytest.mark.faults

NAME = "headstart-backups"
WRITERS = 16
WRITES = 100_000
# Gigabytes of the test's own are not needed to fill these disks.
SMALL_DISKS = """
volumes:
  backups: { driver_opts: { type: tmpfs, device: tmpfs, o: size=96m } }
  backup-work: { driver_opts: { type: tmpfs, device: tmpfs, o: size=192m } }
"""
# The lock waits for the end of a check, which deletes its files.
FILL = 'flock /var/lib/backup/.lock cat /dev/zero >>"$1/filler" 2>/dev/null || true'
# The lock keeps the service from checking the backup first.
DAMAGE = r"""
set -e
exec 9>/var/lib/backup/.lock
flock 9
/postgres/backup/back-up >/tmp/name
find_file() { ls -t /backups/*/"$1"/*.gz.enc | grep -E '/[0-9A-F]{24}\.gz|/[0-9]{8}-' | head -n 1; }
until path=$(find_file "$1") && [ "$path" ]; do sleep 1; done
printf '\377\000\377\000' | dd of="$path" bs=1 seek=$(($(stat -c %s "$path") / 2)) conv=notrunc 2>/dev/null
system=$(echo "$path" | cut -d / -f 3)
/postgres/backup/check "$system" "$(cat /tmp/name)" 9>&- || [ "$1" = base ] || rm "$path"
"""
FIND_PROBLEM = """
from datetime import UTC, datetime
from pathlib import Path
from app.services.backups import find_problem
print(find_problem(Path("/var/lib/backup-status"), datetime.now(UTC)))
"""
CHECK = 'flock /var/lib/backup/.lock /postgres/backup/check "$@"'


@dataclass
class Writers:
    """Clients of the database that write rows, and the rows whose transactions were acknowledged."""

    url: str
    acknowledged: dict[int, float] = field(default_factory=dict)
    is_over: threading.Event = field(default_factory=threading.Event)

    def write(self, number: int) -> None:
        """Write until the end, or until the database is gone."""
        try:
            connection = psycopg2.connect(self.url)
            connection.autocommit = True
            with connection.cursor() as cursor:
                while not self.is_over.is_set():
                    cursor.execute("INSERT INTO writes (id) VALUES (%s)", [number])
                    self.acknowledged[number] = time.monotonic()
                    number += WRITERS
        except psycopg2.OperationalError:
            return

    def lost(self, stack: Stack) -> list[float]:
        """Return how long before the last row each row was acknowledged that is not in the database."""
        stored = {int(line) for line in stack.sql("SELECT id FROM writes").split()}
        last = max(self.acknowledged.values())
        return [last - moment for row, moment in self.acknowledged.items() if row not in stored]


@contextmanager
def writers(stack: Stack) -> Iterator[Writers]:
    """Write rows during the block, into an empty table."""
    stack.sql(
        "DROP TABLE IF EXISTS writes;"
        "CREATE TABLE writes (id bigint PRIMARY KEY, at timestamptz DEFAULT clock_timestamp())"
    )
    running = Writers(stack.database_url())
    threads = [threading.Thread(target=running.write, args=[number]) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        yield running
    finally:
        running.is_over.set()
        for thread in threads:
            thread.join()


@pytest.fixture(scope="module")
def product(docker: str) -> Iterator[Stack]:
    """Run the product until its first backup was checked."""
    with (
        tempfile.TemporaryDirectory(prefix="backups-") as folder,
        run_stack(docker, Path(folder), NAME, BACKUP_INTERVAL="5") as stack,
    ):
        until(lambda: "restored, " in inv(stack, "backup.list"))
        yield stack


@pytest.fixture
def small_disks(docker: str) -> Iterator[Stack]:
    """Run only the database and the backup, which has little space."""
    with tempfile.TemporaryDirectory(prefix="backups-") as name:
        folder = Path(name)
        write_configuration(folder)
        (folder / "small-disks.yml").write_text(SMALL_DISKS, "utf-8")
        files = os.pathsep.join(str(folder / each) for each in ("compose.production.yml", "small-disks.yml"))
        stack = Stack(docker, folder, {"COMPOSE_FILE": files, "BACKUP_INTERVAL": "5"}, f"{NAME}-small")
        try:
            stack.compose("up", "--wait", "db")
            stack.compose("run", "--rm", "roles")
            stack.compose("up", "--detach", "--no-deps", "backup")
            until(lambda: "equals the database" in logs(stack))
            yield stack
        finally:
            stack.compose("down", "--volumes", "--timeout", "1")


def inv(stack: Stack, *args: str, exit_code: int = 0) -> str:
    """Run a task on the product, and return its output."""
    process = subprocess.run(
        [sys.executable, "-P", "-m", "headstart.tasks", *args],
        cwd=project.ROOT, env=stack.compose_environment() | {"PYTHONPATH": str(project.TOOLING)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert process.returncode == exit_code, process.stdout + process.stderr
    return process.stdout + process.stderr


def run_program(stack: Stack, program: str, *args: str) -> str:
    command = ["exec", "-T", "--user", "postgres", "backup", f"/postgres/backup/{program}", *args]
    return stack.compose(*command).strip()


def run_in_service(stack: Stack, script: str, *args: str) -> str:
    """Run a shell script in the service `backup`, and return its output."""
    return stack.compose("exec", "-T", "--user", "postgres", "backup", "sh", "-c", script, "sh", *args)


def logs(stack: Stack) -> str:
    return stack.compose("logs", "--no-log-prefix", "backup")


def show(request: pytest.FixtureRequest, text: str) -> None:
    sys.stdout.write(f"\n| {request.node.name} | {text} |\n")


@pytest.mark.parametrize("synchronous", ["", "1"], ids=["default", "synchronous"])
def test_a_destroyed_volume_is_restored(
    product: Stack, synchronous: str, request: pytest.FixtureRequest
) -> None:
    stack = Stack(
        product.docker, product.folder, {**product.environment, "BACKUP_SYNCHRONOUS": synchronous}, NAME
    )
    stack.compose("up", "--detach", "--wait", "--no-deps", "db")
    until(lambda: stack.sql("SELECT active FROM pg_replication_slots") == "t\n")
    total = random.randint(WRITES // 2, WRITES)  # noqa: S311 -- not for cryptography

    with writers(stack) as running:
        until(lambda: len(running.acknowledged) > total)
        run([stack.docker, "rm", "--force", f"{NAME}-db-1"])
        run([stack.docker, "volume", "rm", f"{NAME}_database"])
    start = time.monotonic()
    output = inv(stack, "backup.restore", "local", "--yes")

    seconds = time.monotonic() - start
    lost = running.lost(stack)
    show(
        request,
        f"{len(running.acknowledged)} writes, lost {len(lost)} of the last {max(lost, default=0) * 1000:.0f} "
        f"ms, restored in {seconds:.0f} s",
    )
    assert "was restored. The last change in it: " in output
    assert max(lost, default=0) < 1
    assert not (synchronous and lost)
    assert stack.request("POST", "/api/authors", {"name": "After"}).status in {201, 401, 403}
    # Later tests stop the service `backup`, and then a synchronous database waits for it.
    product.compose("up", "--detach", "--wait", "--no-deps", "db")


def test_the_time_before_a_dropped_table_is_restored(product: Stack, request: pytest.FixtureRequest) -> None:
    with writers(product) as running:
        until(lambda: len(running.acknowledged) > WRITES / 100)
    count = len(running.acknowledged)
    product.sql("SELECT pg_sleep(1)")
    time_before = product.sql("SELECT date_trunc('second', now() AT TIME ZONE 'UTC')").strip()
    product.sql("SELECT pg_sleep(1); DROP TABLE writes; CREATE TABLE later ()")

    refused = inv(product, "backup.restore", "local", "--to", time_before, exit_code=1)
    assert "This needs confirmation: pass --yes" in refused
    assert product.sql("SELECT count(*) FROM later") == "0\n"
    start = time.monotonic()
    output = inv(product, "backup.restore", "local", "--to", time_before, "--yes")

    show(request, f"{count} rows, restored in {time.monotonic() - start:.0f} s")
    assert int(product.sql("SELECT count(*) FROM writes")) == count
    assert product.sql("SELECT to_regclass('later') IS NULL") == "t\n"
    assert "The one before is in /var/lib/postgresql/replaced-" in output
    until(lambda: inv(product, "backup.list").count("restored, ") > 1)


@pytest.mark.parametrize("part", ["base", "wal"])
def test_a_damaged_backup_is_detected(product: Stack, part: str) -> None:
    product.sql("CREATE TABLE IF NOT EXISTS damaged ()")
    product.sql("SELECT pg_switch_wal()")

    run_in_service(product, DAMAGE, part)

    assert re.search(r"FAILED: .*damaged", inv(product, "backup.list"))
    with pytest.raises(AssertionError, match="the last backup failed"):
        run_program(product, "health")
    assert problem_of_worker(product).startswith("The last backup could not be made")
    if part == "wal":
        assert "missing in the archive" in inv(product, "backup", "local", exit_code=1)
    inv(product, "backup", "local")
    run_program(product, "health")
    assert not problem_of_worker(product)


def problem_of_worker(stack: Stack) -> str:
    """Return what the worker would send by mail."""
    return stack.compose("exec", "-T", "worker", "python", "-c", FIND_PROBLEM).strip()


def test_a_killed_backup_service_continues_without_a_gap(
    product: Stack, request: pytest.FixtureRequest
) -> None:
    inv(product, "backup", "local")
    newest = run_in_service(product, "cd /backups && ls -t */base/*.checked | head -n 1").strip()
    system, _base, file = newest.split("/")
    with writers(product) as running:
        until(lambda: len(running.acknowledged) > WRITES / 100)
        backup = threading.Thread(target=lambda: subprocess.run(
            [product.docker, "exec", "--user", "postgres", f"{NAME}-backup-1", "/postgres/backup/run"],
            capture_output=True, check=False,
        ))  # fmt: skip
        backup.start()
        until(lambda: run_in_service(product, "ls /var/lib/backup/scratch 2>/dev/null || true"))
        run([product.docker, "kill", f"{NAME}-backup-1"])
        backup.join()
        count = len(running.acknowledged)
        until(lambda: len(running.acknowledged) > count + WRITES / 100)
        run([product.docker, "start", f"{NAME}-backup-1"])
        run_in_service(product, CHECK, system, file.removesuffix(".checked"))
        inv(product, "backup", "local")

    show(request, f"{len(running.acknowledged)} writes in the meantime, none missing")


@pytest.mark.parametrize("disk", ["/backups", "/var/lib/backup"])
def test_a_full_disk_of_the_backup_does_not_stop_the_database(small_disks: Stack, disk: str) -> None:
    stack = small_disks

    def is_noticed() -> bool:
        run_in_service(stack, FILL, disk)  # again, because archived segments are deleted
        stack.sql("SELECT pg_switch_wal()")
        return "No space left" in logs(stack) or "cannot be written" in logs(stack)

    with writers(stack) as running:
        until(is_noticed)
        count = len(running.acknowledged)
        until(lambda: len(running.acknowledged) > count + WRITES / 100)
        run_in_service(stack, 'rm "$1/filler"', disk)
        run_program(stack, "run")

    run_program(stack, "health")


def test_a_new_backup_is_made_after_the_database_deleted_changes(small_disks: Stack) -> None:
    environment = {**small_disks.environment, "BACKUP_MAX_WAL": "64MB"}
    stack = Stack(small_disks.docker, small_disks.folder, environment, small_disks.name)
    stack.compose("up", "--detach", "--wait", "--no-deps", "db")
    stack.compose("stop", "backup")

    for _ in range(8):  # segments of 16 MB
        stack.sql("SELECT pg_logical_emit_message(true, '', 'change'); SELECT pg_switch_wal()")
    stack.sql("CHECKPOINT")
    assert stack.sql("SELECT wal_status FROM pg_replication_slots") == "lost\n"
    stack.compose("up", "--detach", "--no-deps", "backup")

    until(lambda: logs(stack).count("equals the database") > 1)
    assert "the database deleted WAL that was not archived" in logs(stack)
    run_program(stack, "health")
