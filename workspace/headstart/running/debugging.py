"""The application under a debugger: the API in this process, UI and worker in others.

A debugger does not see the threads of the forked workers of ``inv up``.
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from threading import Thread

from rich.console import Console

from headstart.core import project, tether
from headstart.postgres.application_role import application_url
from headstart.running import application
from headstart.running.application import HOST, POLL_INTERVAL
from headstart.running.supervisor import Part


def run(console: Console, url: str, *, api_only: bool) -> None:
    """Serve the API in this process until Ctrl-C; print the addresses as soon as they answer.

    Args:
        console: prints the addresses.
        url: the migrated database.
        api_only: whether to leave out the UI.
    """
    api, ui = application.addresses(console)
    os.environ.setdefault("PUBLIC_URL", ui)  # links in mails begin with it
    addresses = {"API": f"{api}/api/docs"} if api_only else {"UI": ui, "API": f"{api}/api/docs"}
    parts = [] if api_only else [application.ui_part(ui, api)]
    if application.WORKER.is_dir():
        parts.append(application.worker_part())
    with ExitStack() as stack:
        for part in parts:
            stack.enter_context(_running(part))
        Thread(target=_announce, args=(console, addresses), daemon=True).start()
        _serve(int(api.rpartition(":")[2]), url)


@contextmanager
def _running(part: Part) -> Iterator[None]:
    # Tethered, because an editor may kill the process it debugs. In a session of its own, because Ctrl-C
    # would end the tether before it can stop the part.
    with subprocess.Popen(
        [*tether.ARGS, *part.args], cwd=part.cwd, env=part.environment, stdin=subprocess.PIPE,
        start_new_session=True,
    ):  # fmt: skip
        yield


def _announce(console: Console, addresses: dict[str, str]) -> None:
    while not all(application.answers(address) for address in addresses.values()):
        time.sleep(POLL_INTERVAL)
    console.print("[bold green]ready[/]  " + "  ".join(f"{name} {url}" for name, url in addresses.items()))


def _serve(port: int, url: str) -> None:
    os.environ["DATABASE_URL"] = application_url(url)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # the app logs each request itself
    os.chdir(project.BACKEND)
    sys.path.insert(0, str(project.BACKEND))
    serving, wsgi = import_module("werkzeug.serving"), import_module("app.wsgi")
    serving.run_simple(HOST, port, wsgi.app, threaded=True)
