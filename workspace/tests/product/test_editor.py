"""The settings of the editor: launch configurations and programs."""

import json
import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from headstart.core import project
from headstart.running import application
from headstart.setup import node_packages, programs
from tests.support.checkouts import Checkout, link_environment
from tests.support.polling import DEADLINE, until

EDITOR = project.ROOT / ".vscode"
LAUNCHES = {
    each["name"]: each for each in json.loads((EDITOR / "launch.json").read_text("utf-8"))["configurations"]
}


@contextmanager
def launch(name: str, checkout: Checkout) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a launch configuration as VS Code does, and kill it at the end; yield its ready line."""
    configuration = LAUNCHES[name]
    with subprocess.Popen(
        command(configuration, checkout.root), cwd=checkout.root, env=checkout.environment({}),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        timeout = threading.Timer(DEADLINE, process.kill)
        timeout.start()
        output: list[str] = []
        while not (line := process.stdout.readline()).startswith("ready  ") and line:
            output.append(line)
        timeout.cancel()
        remaining = threading.Thread(target=process.stdout.read)
        remaining.start()
        try:
            assert line, "".join(output)
            yield line, process
        finally:
            process.kill()
            remaining.join()


def command(launch: dict[str, Any], root: Path) -> list[str]:
    """Return the command line that VS Code runs for a configuration."""
    if launch["type"] == "node-terminal":
        return ["sh", "-c", launch["command"]]
    python = launch["python"].replace("${workspaceFolder}", str(root))
    return [python, "-m", launch["module"], *launch["args"]]


def post(address: str, body: object) -> None:
    """Send a request with a body, which has to succeed."""
    headers, data = {"Content-Type": "application/json"}, json.dumps(body).encode()
    request = urllib.request.Request(address, data, headers)  # noqa: S310 -- of this machine
    application.WITHOUT_PROXY.open(request).close()


def get(address: str) -> Any:
    """Return the JSON at an address."""
    with application.WITHOUT_PROXY.open(address) as response:
        return json.load(response)


@pytest.mark.slow
@pytest.mark.usefixtures("cluster")  # skips where no server can be started
def test_f5_runs_the_api_without_a_database_or_a_free_port(checkout: Checkout) -> None:
    with launch("API", checkout) as (first, _process), launch("API", checkout) as (second, _process):
        addresses = [re.findall(r"http://\S+", line)[0] for line in (first, second)]

        assert addresses[0] != addresses[1]
        assert all(application.answers(address) for address in addresses)
        assert all(application.answers(address.replace("docs", "health/ready")) for address in addresses)


@pytest.mark.slow
@pytest.mark.usefixtures("cluster")
def test_f5_runs_ui_api_and_worker_until_the_editor_kills_them(checkout: Checkout) -> None:
    if not node_packages.is_installed():
        pytest.skip("the front end's packages are not installed")
    checkout.add_front_end()
    with launch("API and UI", checkout) as (ready, process):
        match = re.search(LAUNCHES["API and UI"]["serverReadyAction"]["pattern"], ready)
        assert match is not None
        ui = match[1]
        assert application.answers(ui)
        assert application.answers(f"{ui}/api/health/ready")

        mails = f"{ui}/api/dev/mails"
        post(f"{mails}/trial", {"to": "ada@example.com"})
        until(lambda: all(mail["sent_at"] for mail in get(mails)["items"]))  # the worker sends them

        process.kill()
        until(lambda: not application.answers(ui))


def test_the_address_of_a_running_up_is_recognized() -> None:
    pattern = LAUNCHES["UI"]["serverReadyAction"]["pattern"]
    for line in (
        "ready  UI http://127.0.0.1:5173  API http://127.0.0.1:8000/api/docs  (3.1 s)",
        "inv: `inv up` already runs (process 7): UI http://127.0.0.1:5173  API http://127.0.0.1:8000/api/docs",
    ):
        assert re.findall(pattern, line) == ["http://127.0.0.1:5173"]


def test_tasks_that_run_before_a_launch_exist() -> None:
    tasks = {task["label"] for task in json.loads((EDITOR / "tasks.json").read_text("utf-8"))["tasks"]}
    assert {launch["preLaunchTask"] for launch in LAUNCHES.values() if "preLaunchTask" in launch} <= tasks


def test_the_test_explorers_find_node_and_the_tests(folder: Path) -> None:
    settings = json.loads((EDITOR / "settings.json").read_text("utf-8"))
    link_environment(Path(sys.prefix), folder / ".venv")
    programs.write(folder / ".venv" / "bin", {})

    args = [folder / settings["vitest.nodeExecutable"], "--version"]
    version = subprocess.run(args, capture_output=True, text=True, check=True).stdout

    assert version.startswith(f"v{project.pins().node}.")
    assert [
        path for path in settings["python.testing.pytestArgs"] if not (EDITOR.parent / path).is_dir()
    ] == []


def test_the_devcontainer_installs_the_recommended_extensions() -> None:
    recommended = json.loads((EDITOR / "extensions.json").read_text("utf-8"))["recommendations"]
    container = (project.ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8")
    container = re.sub(r"^\s*//.*$", "", container, flags=re.MULTILINE)

    assert json.loads(container)["customizations"]["vscode"]["extensions"] == recommended
