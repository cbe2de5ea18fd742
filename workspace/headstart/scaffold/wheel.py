"""The wheel of the tooling in ``vendor/``, and the settings that make a project use it."""

import re
import shutil
import tempfile
import zipfile
from pathlib import Path

import tomlkit

from headstart.core import commands
from headstart.core.errors import WorkspaceError
from headstart.setup import bootstrap

DISTRIBUTION = "headstart-workspace"
VENDOR = "vendor"
SOURCE = "workspace"
# Files with a line that names the folder with the tooling.
MENTIONS = {"backend/Dockerfile": "COPY {0} {0}\n", ".dockerignore": "!{0}\n"}


def name(version: str) -> str:
    """Return the file name of the wheel of a version."""
    return f"headstart_workspace-{version}-py3-none-any.whl"


def build(workspace: Path, into: Path) -> Path:
    """Build the wheel of the tooling from its source, and return its file.

    The build is reproducible: the same source gives the same file.

    Raises:
        WorkspaceError: the build failed.
    """
    uv, environment = bootstrap.find_uv()
    with tempfile.TemporaryDirectory() as folder:
        args = [uv, "build", "--wheel", "--quiet", "--out-dir", folder, workspace]
        # The set-up has put the build backend into uv's cache: usually no network is needed.
        if commands.run([*args, "--offline"], environment).exit_code != 0:
            commands.output(args, environment, failure="the tooling's wheel could not be built")
        [wheel_file] = Path(folder).glob(name("*"))
        into.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copy(wheel_file, into))


def use(root: Path, version: str) -> None:
    """Make a project use the wheel of a version instead of the tooling's source."""
    _depend(root, f'{{ path = "{VENDOR}/{name(version)}" }}')
    _mention(root, SOURCE, VENDOR)


def use_source(root: Path) -> None:
    """Make a project use the tooling's source instead of a wheel."""
    _depend(root, f'{{ path = "{SOURCE}", develop = true, extras = ["development"] }}')
    _mention(root, VENDOR, SOURCE)


def unpack(wheel: Path, into: Path) -> None:
    """Unpack the source that a wheel was built from, with its tests and documentation.

    Raises:
        WorkspaceError: the file is not a wheel of the tooling.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.namelist():
                path = re.sub(r"^headstart/_source/", "", entry)
                if path.startswith(("..", "/")) or ".dist-info/" in path or entry.endswith("/"):
                    continue
                file = into / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(archive.read(entry))
    except (OSError, zipfile.BadZipFile) as error:
        msg = f"{wheel} cannot be unpacked ({error}): run `git checkout -- {VENDOR}` to restore it"
        raise WorkspaceError(msg) from error


def _depend(root: Path, dependency: str) -> None:
    path = root / "pyproject.toml"
    settings = tomlkit.parse(path.read_text("utf-8"))
    group = settings["tool"]["poetry"]["group"]["dev"]["dependencies"]
    group[DISTRIBUTION] = tomlkit.parse(f"it = {dependency}")["it"]
    path.write_text(tomlkit.dumps(settings), "utf-8")


def _mention(root: Path, old: str, new: str) -> None:
    for name_, line in MENTIONS.items():
        path = root / name_
        if path.exists():
            path.write_text(path.read_text("utf-8").replace(line.format(old), line.format(new)), "utf-8")
