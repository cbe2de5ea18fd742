"""The first set-up of a machine that has Python and nothing else. Standard library only.

uv installs exactly what ``poetry.lock`` names. Poetry writes that file; it is installed when it is first
needed. Steps that do not depend on each other run at the same time.
"""

import fcntl
import os
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
from headstart.setup import habits, pip, programs, requirements, toolchain

VENV = project.ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = project.STATE / "inv.log"
GIVEN_UP = threading.Event()  # steps beside one that failed begin no other
BASE_PYTHON: str = getattr(sys, "_base_executable", sys.executable)

# What everybody meets sooner or later, by the words that the tools have for it.
NO_SPACE = ("no space left", "quota exceeded")
NO_NETWORK = ("connection", "dns error", "name resolution", "tunnel", "timed out", "from versions: none")


@contextmanager
def explained() -> Iterator[None]:
    """Turn a failure into one sentence and exit code 1."""
    try:
        yield
    except WorkspaceError as error:
        sys.exit(f"inv: {error}")
    except OSError as error:
        sys.exit(f"inv: {_everyday(str(error)) or f'{error}; make {project.ROOT} writable and try again'}")
    except KeyboardInterrupt:
        sys.exit("inv: interrupted; the same command goes on where it stopped")


@contextmanager
def alone() -> Iterator[None]:
    """Hold the lock of the set-up: of two that come at once, one waits for the other."""
    project.STATE.mkdir(exist_ok=True)
    with (project.STATE / "inv.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("another ./inv is setting up here: waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install(*, again: bool = False, wait: bool = True) -> None:
    """Create ``.venv`` from ``poetry.lock`` and install the front end's packages.

    Args:
        again: look at the front end's packages even if nothing seems to have changed.
        wait: for the front end's packages too; without it they are still being installed afterwards, and
            ``node_packages.install`` waits for them.

    Raises:
        WorkspaceError: a step failed; the sentence says which, why, and how to fix it.
    """
    pins, groups = project.pins(), toolchain.groups_needed()
    _say(f"setting up Python {sys.version_info[0]}.{sys.version_info[1]} and its packages in .venv")
    with ThreadPoolExecutor() as pool, _nothing_begun_after_a_failure():
        configured = pip.configuration()
        settings = pool.submit(pip.settings, configured)
        uv = _install_uv(pins.uv, configured)
        environment = {**settings.result(), **habits.without_habits(os.environ)}
        _make_venv(uv, VENV)
        if "node" in groups:
            # Alone and first: the front end's packages, which take the longest, wait for nothing else.
            _install_locked(uv, environment, {"node"})
        front_end = pool.submit(_install_front_end, environment, again=again, wait=wait)
        _install_locked(uv, environment, {"main", "dev", *groups}, exactly=True)
        _install_tooling(uv, environment)
        front_end.result()
    programs.write(VENV / "bin", settings.result())


@contextmanager
def _nothing_begun_after_a_failure() -> Iterator[None]:
    try:
        yield
    except BaseException:
        GIVEN_UP.set()
        raise


def _install_uv(version: str, configured: Mapping[str, str] | None = None) -> Path:
    folder = project.STATE / f"uv-{version}"
    if not folder.exists():
        unfinished = folder.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        args = [*pip.command(), "install", "--no-deps", "--target", unfinished, f"uv=={version}"]
        _run(f"uv {version}", args, pip.environment(configured or pip.configuration()))
        unfinished.rename(folder)
    return folder / "bin" / "uv"


def find_uv() -> tuple[Path, dict[str, str]]:
    """Return the pinned uv, installed if need be, and the environment that it uses pip's settings in."""
    return _install_uv(project.pins().uv), fetching_environment()


def fetching_environment() -> dict[str, str]:
    """Return the environment in which uv and Poetry fetch from where pip does; their own settings win."""
    return {**pip.settings(pip.configuration()), **habits.without_habits(os.environ)}


def ensure_poetry() -> Path:
    """Install the pinned Poetry in a folder of its own unless it is there; return its program.

    The program ``poetry`` of ``.venv``, which asks for it, knows what pip is configured for.

    Raises:
        WorkspaceError: it could not be installed.
    """
    pins = project.pins()
    folder = project.STATE / f"poetry-{pins.poetry}"
    finished = folder / "finished"  # its program is there before everything that it needs
    if not (finished.exists() and _is_sound(folder / "bin" / "python")):
        uv = _install_uv(pins.uv)
        _make_venv(uv, folder)
        packages = [f"poetry=={pins.poetry}", f"poetry-plugin-pypi-mirror=={pins.poetry_mirror}"]
        args = [uv, "pip", "install", "--python", folder / "bin" / "python", *packages]
        _run(f"Poetry {pins.poetry}", args, habits.without_habits(os.environ))
        finished.touch()
    return folder / "bin" / "poetry"


def _make_venv(uv: Path, folder: Path) -> None:
    """Make a virtual environment unless there is a sound one of this very Python."""
    if not _is_sound(folder / "bin" / "python"):
        args = [uv, "venv", "--clear", "--python", BASE_PYTHON, folder]
        _run(f"environment {folder.name}", args, habits.without_habits(os.environ))


def _is_sound(python: Path) -> bool:
    code = f"import sys; sys.exit(sys.version != {sys.version!r})"
    try:
        return commands.run([python, "-c", code]).exit_code == 0
    except OSError:
        return False


def _install_locked(
    uv: Path, environment: Mapping[str, str], groups: set[str], *, exactly: bool = False
) -> None:
    """Install the locked packages of some groups; ``exactly`` also removes all others."""
    locked = project.STATE / f"locked-{'-'.join(sorted(groups))}.txt"
    count = requirements.write_requirements(locked, groups)
    command = ["sync"] if exactly else ["install", "--no-deps"]
    args = [
        uv,
        "pip",
        *command,
        "--python",
        PYTHON,
        "--require-hashes",
        *(["-r"] if not exactly else []),
        locked,
    ]
    # Python is told to keep no bytecode: every process would compile what it imports, were it not there.
    if sys.dont_write_bytecode:
        args.append("--compile-bytecode")
    _run(f"{count} Python package{'s' if count > 1 else ''}", args, environment)


def _install_front_end(environment: Mapping[str, str], *, again: bool, wait: bool) -> None:
    """Install the front end's packages, or let a process do so that goes on by itself."""
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
    """Install the tooling from its source, if it is here: a wheel of it is among the locked packages."""
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


def _run(step: str, words: Sequence[object], environment: Mapping[str, str]) -> None:
    """Run one step: a line with its time when it is done, a sentence when it fails."""
    if GIVEN_UP.is_set():
        msg = f"{step}: not begun"
        raise WorkspaceError(msg)
    began = time.monotonic()
    ended = commands.run(words, environment)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(map(str, words))}\n{ended.output}\n")
    if ended.exit_code != 0:
        sentence = f"{step}: {ended.last_line} (more in {LOG}); run `./inv setup` to try again"
        raise WorkspaceError(_everyday(ended.output) or sentence)
    _say(f"  {step:<27} {time.monotonic() - began:5.1f} s")


def _everyday(output: str) -> str | None:
    """Return the sentence for the failures that happen to everybody."""
    text = output.lower()
    if any(sign in text for sign in NO_SPACE):
        return "the disk is full: free 1 GB, then the same command goes on where it stopped"
    if any(sign in text for sign in NO_NETWORK):
        return "no package index answers: check the network and pip's and npm's settings, then try again"
    return None
