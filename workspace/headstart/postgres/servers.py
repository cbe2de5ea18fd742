"""The PostgreSQL servers of one checkout: created, started, found again and stopped.

There are two. The development server keeps its data on disk, durably. The test server gives up
durability for speed and keeps its data in memory where there is room. Both are reached through a
Unix socket only, so that two checkouts never compete for a port.
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

PORT = 5432  # no port is opened: the number is a part of the socket's name
SOCKET_PATH_LIMIT = 103  # bytes: macOS's limit, Linux allows 107
MEMORY = Path("/dev/shm")  # noqa: S108 - Linux's file system in memory
MEMORY_NEEDED = 512 * 1024**2
PATIENCE = 60.0  # seconds until a server that recovers from a crash must answer

COMMON = {"listen_addresses": "", "unix_socket_permissions": "0700", "timezone": "UTC"}
# What a crash would lose is made again from the migrations within a second.
NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "dynamic_shared_memory_type": "mmap",  # in the data folder: a killed server leaves nothing elsewhere
}


@dataclass(frozen=True)
class Server:
    """One cluster: its data folder, the account that runs it and whether it survives a crash."""

    label: str
    data: Path
    account: Account
    durable: bool

    @cached_property
    def socket_folder(self) -> Path:
        """The data folder, which is private already, unless its path makes no socket."""
        is_short = len(os.fsencode(self.data / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT
        if is_short and "," not in str(self.data):  # a comma begins another host
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
        """Say whether the server accepts connections."""
        if not (self.socket_folder / f".s.PGSQL.{PORT}").exists():
            return False
        try:
            with closing(psycopg2.connect(self.url("postgres"))):
                return True
        except psycopg2.OperationalError:
            return False

    def pid(self) -> int | None:
        """Return the process id of the running server, or None."""
        try:
            pid = int((self.data / "postmaster.pid").read_text("utf-8").split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return pid if _serves(pid, self.data) else None

    def start(self) -> bool:
        """Make the server answer; return whether it had to be started.

        Raises:
            WorkspaceError: it does not start; the sentence holds the reason from its log.
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
        """Stop the server without waiting for its clients; return whether one ran."""
        pid = self.pid()
        if pid is None:
            return False
        os.kill(pid, signal.SIGINT)  # PostgreSQL's "fast" shutdown
        if not _within(PATIENCE, lambda: self.pid() is None):
            msg = f"the {self.label} server (process {pid}) does not stop; see {self.log}"
            raise WorkspaceError(msg)
        return True

    def remove(self) -> None:
        """Stop the server and delete all its data."""
        self.stop()
        for folder in (self.data, self.socket_folder):
            shutil.rmtree(folder, ignore_errors=True)

    def _initialise(self, programs: Path) -> None:
        """Make the cluster; one for tests is a copy, which is there sooner."""
        if self.durable:
            clusters.make(self.data, programs, self.account)
        else:
            version = toolchain.postgres().version
            clusters.copy(self.data, programs, version, self.account, _home(self.account))

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text("utf-8").strip()
        if made_by != project.pins().postgres:
            msg = (
                f"{self.data} was made by PostgreSQL {made_by} and the pin is {project.pins().postgres}: "
                f"dump it with the old version, then move the folder away and run `inv up`"
            )
            raise WorkspaceError(msg)

    def _launch(self, programs: Path) -> None:
        self._prepare_socket_folder()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            # None when one runs that does not answer yet, or that is about to end.
            process = None if self.pid() else self._spawn(programs)
            if self._comes_up(process, deadline):
                return
            if process and "shared memory block" not in self._last_words():
                break
            time.sleep(0.1)  # children of a killed server hold its memory for a moment
        msg = f"the {self.label} server did not start: {self._last_words()} (all of it: {self.log})"
        raise WorkspaceError(msg)

    def _comes_up(self, process: subprocess.Popen[bytes] | None, deadline: float) -> bool:
        while time.monotonic() < deadline:
            if self.answers():
                return True
            if self.pid() is None if process is None else process.poll() is not None:
                return False
            time.sleep(0.02)
        return False

    def _spawn(self, programs: Path) -> subprocess.Popen[bytes]:
        # A killed container leaves files whose process id may be anybody's by now, or a zombie's.
        for left in (self.data / "postmaster.pid", self.socket_folder / f".s.PGSQL.{PORT}.lock"):
            left.unlink(missing_ok=True)
        settings = {**COMMON, "port": str(PORT), "unix_socket_directories": str(self.socket_folder)}
        settings |= {} if self.durable else NOT_DURABLE
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [programs / "postgres", "-D", self.data, *words],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
                start_new_session=True, **self.account.popen,
            )  # fmt: skip
        # It may outlive this process, and must not stay a zombie when it does not.
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

    def _last_words(self) -> str:
        lines = self.log.read_text("utf-8", errors="replace").splitlines()[-20:]
        telling = [line for line in lines if "FATAL" in line or "could not" in line]
        return (telling or lines or ["it wrote nothing"])[-1].strip()


def development_server() -> Server:
    """Describe the server of the development database."""
    account = server_account()
    return Server("development", _home(account) / "postgres", account, durable=True)


def test_server() -> Server:
    """Describe the server of the test databases: in memory where there is room, otherwise on disk."""
    account = server_account()
    room = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MEMORY_NEEDED
    in_memory = MEMORY / f"{project.name()}-{account.uid}-{project.checkout_id()}"
    on_disk = _home(account) / "postgres-test"
    return Server("test", in_memory if in_memory.exists() or room else on_disk, account, durable=False)


def _home(account: Account) -> Path:
    """Return the folder for servers' data: ``.workspace``, or one that the server's account reaches."""
    if account.reaches(project.STATE / "postgres"):
        return project.STATE
    return Path("/var/tmp") / f"{project.name()}-{account.uid}-{project.checkout_id()}"  # noqa: S108


def server_programs(account: Account) -> Path:
    """Return the folder of the server's programs, copied to where its account reaches them."""
    programs = toolchain.postgres().folder.resolve()  # a link may lie where the account may not go
    if account.reaches(programs / "postgres") and account.reads(programs.parent):
        return programs
    copy = _home(account) / f"programs-{_key(programs)}"
    package = programs.parent.parent
    if not copy.exists():
        unfinished = copy.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(programs.parent, unfinished / package.name / programs.parent.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")  # where a wheel keeps what it links to
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        # A package keeps the modes of the umask under which it was unpacked first.
        commands.output(["chmod", "-R", "a+rX", unfinished], failure="the server's programs cannot be copied")
        unfinished.rename(copy)
    return copy / programs.relative_to(package.parent)


def _serves(pid: int, data: Path) -> bool:
    """Say whether a process is the server of a data folder, and not one that got its number later."""
    if Path("/proc/self").exists():
        with suppress(OSError):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            return words[0].endswith(b"postgres") and os.fsencode(data) in words
        return False
    # macOS has no /proc.
    return f"postgres -D {data} " in commands.run(["ps", "-o", "command=", "-p", pid]).stdout


def _within(seconds: float, condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _key(path: Path) -> str:
    return project.digest(str(path))
