"""Sets up a machine that has only Python. Standard library only.

uv installs exactly the packages in ``poetry.lock``. Poetry, which writes that file, is installed when it is
first needed. Independent steps run at the same time.
"""

import fcntl
import os
import pkgutil
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.setup import package_settings, pip, programs, requirements, toolchain

VENV = project.ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = project.STATE / "inv.log"
ABORTED = threading.Event()  # after a failure, no other step starts
POETRY = project.ROOT / "backend" / "poetry.txt"  # backend/Dockerfile installs it, too
BASE_PYTHON: str = getattr(sys, "_base_executable", sys.executable)

# Common failures, by phrases in the output of the tools.
NO_SPACE = ("no space left", "quota exceeded")
NO_NETWORK = ("connection", "dns error", "name resolution", "tunnel", "timed out", "from versions: none")


@contextmanager
def report_failures() -> Iterator[None]:
    """Report a failure as one sentence with exit code 1."""
    try:
        yield
    except WorkspaceError as error:
        sys.exit(f"inv: {error}")
    except OSError as error:
        sys.exit(
            f"inv: {_common_failure(str(error)) or f'{error}; make {project.ROOT} writable, then try again'}"
        )
    except KeyboardInterrupt:
        sys.exit("inv: interrupted; run the same command again to continue")


@contextmanager
def set_up_lock() -> Iterator[None]:
    """Hold the lock of the set-up: only one process at a time sets up this checkout."""
    project.STATE.mkdir(exist_ok=True)
    with (project.STATE / "inv.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("waiting for another ./inv that is setting up this checkout")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install(*, again: bool = False, wait: bool = True) -> None:
    """Create ``.venv`` from ``poetry.lock`` and install the front end's packages.

    Args:
        again: check the front end's packages even if nothing seems to have changed.
        wait: also wait for the front end's packages; otherwise they are installed in the background, and
            ``node_packages.install`` waits for them.

    Raises:
        WorkspaceError: a step failed; the message says which, why, and how to fix it.
    """
    pins, groups = project.pins(), toolchain.groups_needed()
    _say(f"setting up Python {sys.version_info[0]}.{sys.version_info[1]} and its packages in .venv")
    with ThreadPoolExecutor() as pool, _abort_other_steps_on_failure():
        configuration = pip.configuration()
        settings = pool.submit(pip.settings, configuration)
        uv = _install_uv(pins.uv, configuration)
        environment = {**settings.result(), **package_settings.without_personal_settings(os.environ)}
        _make_venv(uv, VENV)
        if "node" in groups:
            # First, as the front end's packages need it and take longest.
            _install_locked(uv, environment, {"node"})
        front_end = pool.submit(_install_front_end, environment, again=again, wait=wait)
        _install_locked(uv, environment, {"main", "dev", *groups}, exactly=True)
        _install_tooling(uv, environment)
        front_end.result()
    programs.write(VENV / "bin", settings.result())


@contextmanager
def _abort_other_steps_on_failure() -> Iterator[None]:
    try:
        yield
    except BaseException:
        ABORTED.set()
        raise


def _install_uv(version: str, configuration: Mapping[str, str] | None = None) -> Path:
    folder = project.STATE / f"uv-{version}"
    if not folder.exists():
        temporary = folder.with_suffix(".new")
        shutil.rmtree(temporary, ignore_errors=True)
        args = [*pip.command(), "install", "--no-deps", "--target", temporary]
        checksums = project.STATE / "uv.txt"
        checksums.write_bytes(pkgutil.get_data("headstart.setup", "uv.txt") or b"")  # maybe from a wheel
        args += _with_checksums(checksums, f"uv=={version}")
        _run(f"uv {version}", args, pip.environment(configuration or pip.configuration()))
        temporary.rename(folder)
    return folder / "bin" / "uv"


def find_uv() -> tuple[Path, dict[str, str]]:
    """Return the pinned uv, installed on demand, and an environment with pip's settings."""
    return _install_uv(project.pins().uv), fetching_environment()


def fetching_environment() -> dict[str, str]:
    """Return an environment in which uv and Poetry use pip's settings; their own settings win."""
    return {**pip.settings(pip.configuration()), **package_settings.without_personal_settings(os.environ)}


def ensure_poetry() -> Path:
    """Install the pinned Poetry in a folder of its own, if it is missing, and return its program.

    The script ``poetry`` in ``.venv``, which calls this, sets pip's configuration.

    Raises:
        WorkspaceError: the installation failed.
    """
    pins = project.pins()
    folder = project.STATE / f"poetry-{pins.poetry}"
    finished = folder / "finished"  # the program exists before the installation is complete
    if not (finished.exists() and _works(folder / "bin" / "python")):
        uv = _install_uv(pins.uv)
        _make_venv(uv, folder)
        packages = [f"poetry=={pins.poetry}", f"poetry-plugin-pypi-mirror=={pins.poetry_mirror}"]
        args = [uv, "pip", "install", "--python", folder / "bin" / "python"]
        args += _with_checksums(POETRY, *packages)
        _run(f"Poetry {pins.poetry}", args, package_settings.without_personal_settings(os.environ))
        finished.touch()
    return folder / "bin" / "poetry"


def _with_checksums(file: Path, *packages: str) -> list[str]:
    """Return the arguments that install packages with the checksums in a file.

    A project that pins other versions than the file has installs them without.
    """
    locked = file.read_text("utf-8") if file.exists() else ""
    if not all(f"{package} \\\n" in locked for package in packages):
        return list(packages)
    return ["--require-hashes", "-r", str(file)]


def _make_venv(uv: Path, folder: Path) -> None:
    """Create a virtual environment, unless there is a working one of this Python version."""
    if not _works(folder / "bin" / "python"):
        args = [uv, "venv", "--clear", "--python", BASE_PYTHON, folder]
        _run(f"environment {folder.name}", args, package_settings.without_personal_settings(os.environ))


def _works(python: Path) -> bool:
    code = f"import sys; sys.exit(sys.version != {sys.version!r})"
    try:
        return commands.run([python, "-c", code]).exit_code == 0
    except OSError:
        return False


def _install_locked(
    uv: Path, environment: Mapping[str, str], groups: set[str], *, exactly: bool = False
) -> None:
    """Install the locked packages of some groups; ``exactly`` also removes all other packages."""
    requirements_file = project.STATE / f"locked-{'-'.join(sorted(groups))}.txt"
    count = requirements.write_requirements(requirements_file, groups)
    command = ["sync"] if exactly else ["install", "--no-deps"]
    args = [
        uv,
        "pip",
        *command,
        "--python",
        PYTHON,
        "--require-hashes",
        *(["-r"] if not exactly else []),
        requirements_file,
    ]
    # Without a bytecode cache of Python's own, every process would compile its imports again.
    if sys.dont_write_bytecode:
        args.append("--compile-bytecode")
    _run(f"{count} Python package{'s' if count > 1 else ''}", args, environment)


def _install_front_end(environment: Mapping[str, str], *, again: bool, wait: bool) -> None:
    """Install the front end's packages, or start a background process that does."""
    args = [str(PYTHON), "-m", "headstart.setup.node_packages", *(["--again"] if again else [])]
    environment = {**environment, "PYTHONPATH": str(project.TOOLING)}
    if wait:
        _run("front end's packages", args, environment)
        return
    _say("  front end's packages        in the background")
    with LOG.open("a", encoding="utf-8") as log:
        subprocess.Popen(
            args, cwd=project.ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )


def _install_tooling(uv: Path, environment: Mapping[str, str]) -> None:
    """Install the tooling from its source, if there is one; a wheel is among the locked packages."""
    if project.has_tooling_source():
        args = [
            uv,
            "pip",
            "install",
            "--python",
            PYTHON,
            "--no-deps",
            "--editable",
            project.ROOT / "workspace",
        ]
        _run("tooling", args, environment)


def _say(text: str) -> None:
    sys.stderr.write(f"inv: {text}\n")


def _run(step: str, args: Sequence[object], environment: Mapping[str, str]) -> None:
    """Run a step; print its time, or raise an error if it fails."""
    if ABORTED.is_set():
        msg = f"{step}: not started"
        raise WorkspaceError(msg)
    start = time.monotonic()
    result = commands.run(args, environment)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(map(str, args))}\n{result.output}\n")
    if result.exit_code != 0:
        message = f"{step}: {result.last_line} (more in {LOG}); run `./inv setup` to try again"
        raise WorkspaceError(_common_failure(result.output) or message)
    _say(f"  {step:<27} {time.monotonic() - start:5.1f} s")


def _common_failure(output: str) -> str | None:
    """Return a message for common failures; None for all others."""
    text = output.lower()
    if any(phrase in text for phrase in NO_SPACE):
        return "the disk is full: free 1 GB, then run the same command again"
    if any(phrase in text for phrase in NO_NETWORK):
        return (
            "no package index is reachable: check the network and the settings of pip and npm, then try again"
        )
    return None
