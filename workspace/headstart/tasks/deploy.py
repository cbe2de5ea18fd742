"""Tasks that deploy the product to a server, and look after it there."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass

from invoke.context import Context
from invoke.exceptions import Exit

from headstart.core import interrupts
from headstart.deploy import deployment, installation, operation, targets
from headstart.deploy.deployment import Options
from headstart.deploy.host import Host, connect
from headstart.tasks.declare import confirm, console, extra_args, task

TARGET = "user@host, or a name from [tool.deploy] in pyproject.toml"


@task(
    "target",
    target=TARGET,
    dry_run="only show what would be done",
    dirty="deploy uncommitted changes, too",
    maintenance="stop the product while migrations run",
    compatible="run migrations even if a rehearsal finds that the running release needs what they change",
    proxy="replace the proxy, too, which refuses connections for one or two seconds",
    build_on_host="build the images on the server",
    registry="push the images to HOST/PATH, where the server pulls them, instead of sending them",
    install_docker="install Docker on the server, if it has none (Debian and Ubuntu, with sudo)",
)
def deploy(  # noqa: PLR0913, PLR0917 -- one parameter an option
    _context: Context,
    target: str = "",
    dry_run: bool = False,
    dirty: bool = False,
    maintenance: bool = False,
    compatible: bool = False,
    proxy: bool = False,
    build_on_host: bool = False,
    registry: str = "",
    install_docker: bool = False,
) -> None:
    """Deploy the product to a server."""
    targets.check_registry(registry)
    options = Options(dirty, maintenance, compatible, proxy, build_on_host, registry)
    if install_docker and not dry_run:
        with _host(target) as host:  # its user may use Docker from the next connection on
            installation.install_docker(host)
    with _host(target, "to finish") as host:
        if dry_run:
            console.print(
                f"would deploy: {deployment.describe(deployment.plan(host, options))}", markup=False
            )
            return
        release = deployment.deploy(host, options, _step)
        console.print(f"{release.id} serves at {host.target.address}", markup=False)


@task(
    "target",
    target=TARGET,
    to="the release; without it, the one before",
    restore="restore the database from before the later release, too",
    yes="do not ask",
)
def rollback(
    _context: Context, target: str = "", to: str = "", restore: bool = False, yes: bool = False
) -> None:
    """Return to an earlier release."""
    if restore:
        confirm("Everything written since the later release was deployed is lost. Continue?", yes=yes)
    with _host(target, "to finish") as host:
        release = deployment.roll_back(host, to, _step, restore=restore)
        console.print(f"{release.id} serves at {host.target.address}", markup=False)


@task("target", target=TARGET)
def status(_context: Context, target: str = "") -> None:
    """Show a server's release and containers."""
    with _host(target) as host:
        console.print(operation.status(host).rstrip(), markup=False)


@task(
    "target",
    target=TARGET,
    service="the service, such as api, worker, proxy or db; all without it",
    follow="keep printing new lines",
    tail="the number of lines",
    failed="the container that did not become healthy in the last failed deployment",
)
def logs(
    _context: Context,
    target: str = "",
    service: str = "",
    follow: bool = False,
    tail: str = "100",
    failed: bool = False,
) -> None:
    """Show the logs of a server."""
    args = ["logs", f"--tail={tail}", *(["--follow"] if follow else []), *filter(None, [service])]
    with _host(target) as host:
        if failed:
            console.print(operation.failed_logs(host).rstrip(), markup=False)
            return
        _exit_with(operation.compose(host, *args))


@task(
    "target",
    target=TARGET,
    service="the service, such as api, worker or db; arguments after -- are a command",
)
def shell(_context: Context, target: str = "", service: str = "api") -> None:
    """Open a shell in a container on a server."""
    terminal = [] if sys.stdin.isatty() else ["-T"]
    with _host(target) as host:
        _exit_with(operation.compose(host, "exec", *terminal, service, *(extra_args() or ["sh"])))


@task("target", flags="long", target=TARGET, set_="the secret to set, from a prompt or the standard input")
def secrets(_context: Context, target: str = "", set_: str = "") -> None:
    """List the names of a server's secrets, or set one."""
    with _host(target) as host:
        if set_:
            value = getpass(f"{set_}: ") if sys.stdin.isatty() else sys.stdin.read()
            operation.set_secret(host, set_, value.strip())
            console.print(f"{set_} is set: `inv deploy {host.target.name}` puts it into use", markup=False)
            return
        for name, state in operation.secrets(host):
            console.print(f"{name:<30}{state}", markup=False)


@contextmanager
def _host(target: str, purpose: str = "") -> Iterator[Host]:
    """Connect; an interruption is reported with the command that continues."""
    found = targets.find(target)
    try:
        with interrupts.raised(), connect(found) as host:
            yield host
    except KeyboardInterrupt as error:
        if purpose:
            error.add_note(f"run `inv deploy {found.name}` {purpose}, or `inv deploy.rollback {found.name}`")
        raise


@contextmanager
def _step(name: str) -> Iterator[list[str]]:
    """Show a step and its time."""
    notes: list[str] = []
    start = time.monotonic()
    try:
        with console.status(name):
            yield notes
    except BaseException:
        notes = ["failed"]
        raise
    finally:
        line = f"{name:<12} {time.monotonic() - start:6.1f} s  {' '.join(notes)}"
        console.print(line.rstrip(), markup=False)


def _exit_with(exit_code: int) -> None:
    if exit_code:
        raise Exit(code=exit_code)
