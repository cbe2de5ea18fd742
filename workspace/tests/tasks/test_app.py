"""``up`` stops everything it started, and nothing that ran before."""

import os
import re
import signal
import threading
from collections.abc import Callable, Iterator

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.core.errors import WorkspaceError
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.postgres import databases, servers
from headstart.postgres.servers import Server
from headstart.running import application, supervisor
from headstart.running.application import UpState
from headstart.setup import browser, node_packages
from headstart.tasks import app
from tests.support.checkouts import UpProcess
from tests.support.polling import until


@pytest.fixture(autouse=True)
def _restore_signal_handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def server_of_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Return the server that ``up`` takes; the application itself is not started."""
    monkeypatch.setattr(servers, "development_server", lambda: server)
    monkeypatch.setattr(node_packages, "install", lambda **_options: False)
    monkeypatch.setattr(revisions, "migrate", lambda _url: None)
    monkeypatch.setattr(development, "seed", lambda _url: "wrote 30 authors")
    monkeypatch.setattr(application, "run", lambda *_args, **_options: None)
    return server


def test_a_server_that_up_started_stops_with_it(
    server_of_up: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    app.up(Context())
    assert not server_of_up.answers()
    assert capsys.readouterr().out == "wrote 30 authors\nstopped\n"


def test_the_database_is_prepared_while_packages_are_installed(
    server_of_up: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeded = threading.Event()
    monkeypatch.setattr(development, "seed", lambda _url: seeded.set())
    monkeypatch.setattr(node_packages, "install", lambda: until(seeded.is_set))
    app.up(Context())
    assert not server_of_up.answers()


def test_packages_that_cannot_be_installed_stop_the_server_too(
    server_of_up: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        until(server_of_up.answers)
        msg = "Yarn could not install the packages"
        raise WorkspaceError(msg)

    monkeypatch.setattr(node_packages, "install", fail)
    with pytest.raises(Exit, match="Yarn could not install"):
        app.up(Context())
    assert not server_of_up.answers()


def test_a_server_that_was_running_keeps_running(server_of_up: Server) -> None:
    server_of_up.start()
    app.up(Context())
    assert server_of_up.answers()


def test_a_server_left_by_a_killed_up_stops_with_the_next(server_of_up: Server) -> None:
    server_of_up.start()
    UpState(os.getpid(), "long ago", "http://ui", "http://api", owns_server=True).write()
    app.up(Context())
    assert not server_of_up.answers()


def test_existing_data_is_not_overwritten(
    server_of_up: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(databases, "is_empty", lambda _url: False)
    app.up(Context())
    assert not server_of_up.answers()
    assert capsys.readouterr().out == "stopped\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_during_the_start_stops_the_server_too(
    number: signal.Signals, server_of_up: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisions, "migrate", lambda _url: os.kill(os.getpid(), number))
    with pytest.raises(Exit, match="interrupted"):
        app.up(Context())
    assert not server_of_up.answers()


def test_setup_installs_packages_and_browser(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(node_packages, "install", lambda: calls.append("packages"))
    monkeypatch.setattr(browser, "ensure", lambda: calls.append("browser"))
    app.setup(Context())
    assert calls == ["packages", "browser"]
    assert "everything is installed" in capsys.readouterr().out


def test_setup_without_a_browser_succeeds_and_reports_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> browser.Browser:
        msg = "npm could not fetch @sparticuz/chromium@1.2.3: [no] network"
        raise browser.NoBrowser(msg)

    monkeypatch.setattr(node_packages, "install", lambda: False)
    monkeypatch.setattr(browser, "ensure", refuse)
    app.setup(Context())
    output = capsys.readouterr().out
    assert "everything but the browser tests is installed" in output
    assert "@1.2.3: [no] network" in output


@pytest.mark.usefixtures("cluster")  # skips where no server can be started
def test_up_runs_everything_and_leaves_nothing(run_up: Callable[[], UpProcess]) -> None:
    up = run_up()
    assert re.fullmatch(
        r"ready  UI http://localhost:\d+  API http://127\.0\.0\.1:\d+/api/docs  \(\d+\.\d s\)", up.ready
    )
    ui, api = re.findall(r"http://\S+", up.ready)
    assert application.answers(ui)
    assert application.answers(api)
    assert application.answers(f"{ui}/api/health/ready")

    second = up.checkout.run("up")
    assert second.returncode == 1
    assert f"inv: `inv up` already runs (process {up.process.pid}): UI {ui}  API {api}" in second.stderr

    sessions = up.sessions()
    assert len(sessions) == 3
    up.process.send_signal(signal.SIGINT)
    up.process.communicate()
    assert up.process.returncode == 0
    assert [pid for pid in sessions if supervisor.started_at(pid)] == []
    assert not (up.checkout.state / "up.json").exists()
    assert "stopped" in up.checkout.run("db.status").stdout
    assert not application.answers(ui)
