"""Files on strict machines: unreadable for others, or owned by another user."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from headstart.core import project
from headstart.postgres import servers
from headstart.postgres.accounts import Account
from headstart.setup import toolchain
from headstart.setup.toolchain import Tool
from tests.support.checkouts import Checkout

OTHER = 1234
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can switch users")
TEST = "def test_nothing() -> None: ...\n"


@pytest.fixture
def copy(ground: Path) -> Iterator[Checkout]:
    """Return a copy of the checkout whose files a test may give to another user."""
    copy = Checkout(ground / f"copy {secrets.token_hex(3)}")
    yield copy
    copy.stop_servers()
    for data in Path("/var/tmp").glob(f"*-{project.digest(str(copy.root))}"):  # noqa: S108
        shutil.rmtree(data)


def invoke(copy: Checkout, *args: str, wrapper: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Run ``inv`` through another program."""
    command = [*wrapper, str(copy.venv / "bin" / "python"), "-P", "-m", "headstart.tasks", *args]
    environment = copy.environment({"PATH": str(copy.venv / "bin") + ":/usr/bin:/bin"})
    return subprocess.run(
        command, cwd=copy.root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("umask", ["077", "027"])
def test_a_server_starts_with_a_strict_umask(umask: str, copy: Checkout) -> None:
    subprocess.run(["/bin/chmod", "-R", "go-rwx", copy.root], check=True)
    process = invoke(copy, "db.start", wrapper=("/bin/sh", "-c", f'umask {umask}; exec "$@"', "sh"))
    assert process.returncode == 0, process.stderr
    assert process.stdout.startswith("started: postgresql://")


@pytest.fixture
def programs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of server programs with a file that only root may read."""
    programs = folder / "package" / "pginstall" / "bin"
    programs.mkdir(parents=True)
    (programs / "postgres").touch(mode=0o755)
    (programs.parent / "share").mkdir()
    (programs.parent / "share" / "postgres.bki").touch(mode=0o600)
    tool = Tool("PostgreSQL", "18", programs, "a package")
    monkeypatch.setattr(toolchain, "postgres", lambda: tool)
    return programs


@AS_ROOT
def test_programs_only_readable_for_root_are_copied(programs: Path) -> None:
    account = Account(OTHER, OTHER, must_switch=True)
    copied = servers.server_programs(account)
    assert copied != programs
    assert account.can_read(copied.parent)
    shutil.rmtree(copied.parents[2])


@AS_ROOT
@pytest.mark.usefixtures("programs")
def test_servers_that_start_at_once_share_one_copy_of_the_programs() -> None:
    account = Account(OTHER, OTHER, must_switch=True)
    with ThreadPoolExecutor(4) as starts:
        copies = set(starts.map(lambda _: servers.server_programs(account), range(4)))
    (copied,) = copies
    assert (copied / "postgres").exists()
    shutil.rmtree(copied.parents[2])


@pytest.mark.skipif(
    os.geteuid() == 0 and shutil.which("setpriv") is None,
    reason="root needs setpriv to drop its capabilities",
)
def test_tests_run_in_the_checkout_of_another_user(copy: Checkout) -> None:
    (copy.root / "backend" / "tests").mkdir()
    (copy.root / "backend" / "tests" / "test_own.py").write_text(TEST, "utf-8")
    copy.state.mkdir()
    wrapper: tuple[str, ...] = ()
    if os.geteuid() == 0:
        wrapper = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
        for path in (copy.root, copy.root / "backend", copy.root / "backend" / "tests"):
            os.chown(path, OTHER, OTHER)
    copy.root.chmod(0o555)
    try:
        process = invoke(copy, "test.backend", wrapper=wrapper)
    finally:
        copy.root.chmod(0o755)
    assert process.returncode == 0, process.stdout + process.stderr
    assert "1 passed" in process.stdout
