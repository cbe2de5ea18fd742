"""The PostgreSQL servers of a checkout.

There are two. The development server keeps its data on disk, durably. The test server trades durability for
speed, and keeps its data in memory if there is enough. Both only listen on a Unix socket, so that two
checkouts never compete for a port.
"""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg2

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.core.file_lock import file_lock
from headstart.postgres import clusters
from headstart.postgres.accounts import Account, server_account
from headstart.postgres.clusters import SUPERUSER
from headstart.setup import toolchain

PORT = 5432  # no port is opened; the number is part of the socket's name
MAX_SOCKET_PATH = 103  # bytes; the limit of macOS, Linux allows 107
MEMORY = Path("/dev/shm")  # noqa: S108 - Linux's file system in memory
MIN_FREE_MEMORY = 512 * 1024**2
TIMEOUT = 60.0  # seconds to start, which may include recovery from a crash

COMMON = {"listen_addresses": "", "unix_socket_permissions": "0700", "timezone": "UTC"}
# Test databases can be recreated after a crash.
NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "dynamic_shared_memory_type": "mmap",  # in the data folder: no leftovers elsewhere
}


@dataclass(frozen=True)
class Server:
    """A server: its data folder, the account that runs it, and whether its data survives a crash."""

    label: str
    data: Path
    account: Account
    is_durable: bool

    @cached_property
    def socket_folder(self) -> Path:
        """The folder of the socket: the data folder, unless its path is not suitable."""
        is_short = len(os.fsencode(self.data / f".s.PGSQL.{PORT}")) <= MAX_SOCKET_PATH
        if is_short and "," not in str(self.data):  # a comma would separate hosts
            return self.data
        return Path("/tmp") / f"{project.name()}-{self.account.uid}-{_key(self.data)}"  # noqa: S108

    @property
    def log(self) -> Path:
        """The file that the server writes its messages to."""
        return project.STATE / f"postgres-{self.label}.log"

    def url(self, database: str) -> str:
        """Return the address of a database of this server, in libpq's form."""
        host = quote(str(self.socket_folder), safe="")
        return f"postgresql:///{database}?host={host}&port={PORT}&user={SUPERUSER}"

    def answers(self) -> bool:
        """Return whether the server accepts connections."""
        if not (self.socket_folder / f".s.PGSQL.{PORT}").exists():
            return False
        try:
            with closing(psycopg2.connect(self.url("postgres"))):
                return True
        except psycopg2.OperationalError:
            return False

    def pid(self) -> int | None:
        """Return the process ID of the running server, or None."""
        try:
            pid = int((self.data / "postmaster.pid").read_text("utf-8").split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return pid if _serves(pid, self.data) else None

    def start(self) -> bool:
        """Start the server if it does not answer; return whether it was started.

        Raises:
            WorkspaceError: it does not start; the message has the reason from its log.
        """
        if self.answers():
            return False
        with file_lock(project.STATE / f"postgres-{self.label}.lock"):
            if self.answers():
                return False
            programs = server_programs(self.account)
            if not (self.data / "PG_VERSION").exists():
                self._initialise(programs)
            self._check_version()
            self._launch(programs)
        return True

    def stop(self) -> bool:
        """Stop the server without waiting for its clients; return whether it was running."""
        pid = self.pid()
        if pid is None:
            return False
        os.kill(pid, signal.SIGINT)  # PostgreSQL's "fast" shutdown
        if not _wait_until(TIMEOUT, lambda: self.pid() is None):
            msg = f"the {self.label} server (process {pid}) does not stop; see {self.log}"
            raise WorkspaceError(msg)
        return True

    def remove(self) -> None:
        """Stop the server and delete all its data."""
        self.stop()
        for folder in (self.data, self.socket_folder):
            shutil.rmtree(folder, ignore_errors=True)

    def _initialise(self, programs: Path) -> None:
        """Create the cluster; one for tests is a copy, which is faster."""
        if self.is_durable:
            clusters.create(self.data, programs, self.account)
        else:
            version = toolchain.postgres().version
            clusters.copy(self.data, programs, version, self.account, _home(self.account))

    def _check_version(self) -> None:
        version = (self.data / "PG_VERSION").read_text("utf-8").strip()
        if version != project.pins().postgres:
            msg = (
                f"{self.data} was created by PostgreSQL {version}, but {project.pins().postgres} is pinned: "
                f"dump it with the old version, then move the folder away and run `inv up`"
            )
            raise WorkspaceError(msg)

    def _launch(self, programs: Path) -> None:
        self._prepare_socket_folder()
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            # None if a server is running that does not answer yet, or that is about to exit.
            process = None if self.pid() else self._spawn(programs)
            if self._becomes_ready(process, deadline):
                return
            if process and "shared memory block" not in self._last_log_line():
                break
            time.sleep(0.1)  # children of a killed server keep its memory for a moment
        msg = f"the {self.label} server did not start: {self._last_log_line()} (see {self.log})"
        raise WorkspaceError(msg)

    def _becomes_ready(self, process: subprocess.Popen[bytes] | None, deadline: float) -> bool:
        while time.monotonic() < deadline:
            if self.answers():
                return True
            if self.pid() is None if process is None else process.poll() is not None:
                return False
            time.sleep(0.02)
        return False

    def _spawn(self, programs: Path) -> subprocess.Popen[bytes]:
        # A killed container leaves files with a process ID that may be another's by now.
        for path in (self.data / "postmaster.pid", self.socket_folder / f".s.PGSQL.{PORT}.lock"):
            path.unlink(missing_ok=True)
        settings = {**COMMON, "port": str(PORT), "unix_socket_directories": str(self.socket_folder)}
        settings |= {} if self.is_durable else NOT_DURABLE
        args = [arg for name, value in settings.items() for arg in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [programs / "postgres", "-D", self.data, *args],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
                start_new_session=True, **self.account.popen,
            )  # fmt: skip
        # It may outlive this process; otherwise it must not become a zombie.
        threading.Thread(target=process.wait, daemon=True).start()
        return process

    def _prepare_socket_folder(self) -> None:
        folder = self.socket_folder
        if folder == self.data:
            return
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            self.account.own(folder)
        if folder.is_symlink() or folder.stat().st_uid != self.account.uid:
            msg = f"{folder} belongs to another user: remove it, then run the command again"
            raise WorkspaceError(msg)

    def _last_log_line(self) -> str:
        lines = self.log.read_text("utf-8", errors="replace").splitlines()[-20:]
        errors = [line for line in lines if "FATAL" in line or "could not" in line]
        return (errors or lines or ["its log is empty"])[-1].strip()


def development_server() -> Server:
    """Return the server of the development database, which may not be running."""
    account = server_account()
    return Server("development", _home(account) / "postgres", account, is_durable=True)


def test_server() -> Server:
    """Return the server of the test databases, with its data in memory if possible."""
    account = server_account()
    has_memory = (
        MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MIN_FREE_MEMORY
    )
    in_memory = MEMORY / f"{project.name()}-{account.uid}-{project.checkout_id()}"
    on_disk = _home(account) / "postgres-test"
    return Server(
        "test", in_memory if in_memory.exists() or has_memory else on_disk, account, is_durable=False
    )


def _home(account: Account) -> Path:
    """Return the folder for servers' data: ``.workspace``, or one that the server's account can reach."""
    if account.can_reach(project.STATE / "postgres"):
        return project.STATE
    return Path("/var/tmp") / f"{project.name()}-{account.uid}-{project.checkout_id()}"  # noqa: S108


def server_programs(account: Account) -> Path:
    """Return the folder of the server's programs; copy them if the account cannot reach them."""
    programs = (
        toolchain.postgres().folder.resolve()
    )  # a link may be in a folder that the account cannot enter
    if account.can_reach(programs / "postgres") and account.can_read(programs.parent):
        return programs
    copy = _home(account) / f"programs-{_key(programs)}"
    package = programs.parent.parent
    with file_lock(project.STATE / "programs.lock"):  # both servers may start at once
        if not copy.exists():
            _copy_programs(programs, package, copy)
    return copy / programs.relative_to(package.parent)


def _copy_programs(programs: Path, package: Path, copy: Path) -> None:
    temporary = copy.with_suffix(".new")
    shutil.rmtree(temporary, ignore_errors=True)
    shutil.copytree(programs.parent, temporary / package.name / programs.parent.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")  # with the shared libraries of a wheel
    if libraries.exists():
        shutil.copytree(libraries, temporary / libraries.name)
    # The modes of the files depend on the umask when the package was unpacked.
    commands.output(["chmod", "-R", "a+rX", temporary], failure="the server's programs cannot be copied")
    temporary.rename(copy)


def _serves(pid: int, data: Path) -> bool:
    """Return whether a process is the server of a data folder."""
    if Path("/proc/self").exists():
        with suppress(OSError):
            args = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            return args[0].endswith(b"postgres") and os.fsencode(data) in args
        return False
    # macOS has no /proc.
    return f"postgres -D {data} " in commands.run(["ps", "-o", "command=", "-p", pid]).stdout


def _wait_until(seconds: float, condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _key(path: Path) -> str:
    return project.digest(str(path))
