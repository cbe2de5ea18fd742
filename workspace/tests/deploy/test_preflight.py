"""What is examined before a deployment."""

import pytest

from headstart.build import images
from headstart.checks import run
from headstart.core.errors import WorkspaceError
from headstart.deploy import preflight
from headstart.deploy.targets import Target
from tests.migrations.rehearsal.chains import Chain
from tests.support.checkouts import Checkout


@pytest.fixture
def docker() -> str:
    """Return the path of the Docker program."""
    program = images.docker()
    if program is None:
        pytest.skip("Docker is not running")
    return program


@pytest.fixture
def chain(checkout: Checkout, migrated: str, monkeypatch: pytest.MonkeyPatch) -> Chain:
    """Return the migrations of a copy of this checkout."""
    checkout.become_ours(monkeypatch)
    return Chain(checkout.root / "backend" / "migrations" / "versions")


def target(*overlays: str, **environment: str) -> Target:
    return Target("shop", "me@x.com", {"PUBLIC_URL": "https://x.com", **environment}, overlays=overlays)


@pytest.mark.sample  # accounts
def test_good_settings_are_accepted_without_the_secrets_of_the_server(docker: str) -> None:
    provider = {"OIDC_ISSUER": "https://id.example.com", "OIDC_CLIENT_ID": "shop"}

    preflight.check_settings(docker, target("oidc", "observability", "pgbouncer", **provider))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (target(PUBLIC_URL="x.com"), "is not valid: PUBLIC_URL: must be an address without a path"),
        (target(WORKER_CONCURRENCY="0"), "is not valid: WORKER_CONCURRENCY: "),  # only the worker has it
        (target(MAIL_FROM="nobody"), "is not valid: MAIL_FROM: must be an address"),
        pytest.param(target("oidc"), "is not complete: .*OIDC_", marks=pytest.mark.sample),
    ],
)
def test_bad_settings_are_refused(docker: str, settings: Target, message: str) -> None:
    with pytest.raises(
        WorkspaceError, match=rf"\[tool.deploy.shop.environment\] in pyproject.toml {message}"
    ):
        preflight.check_settings(docker, settings)


def test_a_failing_check_of_what_runs_on_the_server_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_migrations", lambda: "authors has a new column")
    monkeypatch.setattr(run, "_client", lambda: "does not matter for a server")

    with pytest.raises(
        WorkspaceError, match=r"`inv check` fails \(migrations match models\): authors has a new"
    ):
        preflight.check_versions()


@pytest.mark.sample
def test_only_pending_migrations_that_lock_a_table_are_refused(chain: Chain) -> None:
    chain.add("locks", "CREATE INDEX slow ON authors (biography)", "DROP INDEX slow")
    chain.add("harmless", "CREATE TABLE IF NOT EXISTS more (id bigint)")

    preflight.check_locks("locks")
    with pytest.raises(WorkspaceError, match="require-concurrent-index-creation") as error:
        preflight.check_locks(chain.first)

    assert str(error.value).endswith("`inv docs database`, or pass --maintenance")
