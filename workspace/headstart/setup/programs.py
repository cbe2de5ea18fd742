"""Scripts in ``.venv/bin`` that configure the programs they run.

``inv`` and ``invoke`` run the tasks, ``poetry`` runs the pinned Poetry with the index that pip uses, ``yarn``
runs the pinned Yarn with the Node of this machine, ``workspace-node`` is that Node for editors, and
``alembic`` works on the development database.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from shlex import quote


def write(folder: Path, settings: Mapping[str, str]) -> None:
    """Write all scripts.

    Args:
        folder: the folder of the programs in ``.venv``.
        settings: environment variables that pass pip's settings to uv and Poetry; the user's own win.
    """
    exports = [f'[ "${{{name}:-}}" ] || export {name}={quote(value)}' for name, value in settings.items()]
    _write(folder, "poetry", *exports, _run_module(folder / "python", "headstart.setup.poetry"))
    _write(folder, "yarn", _run_module(folder / "python", "headstart.setup.yarn"))
    # Not `node`, which would shadow one on the PATH that the tooling prefers.
    _write(folder, "workspace-node", _run_module(folder / "python", "headstart.setup.node"))
    write_for_image(folder)


def write_for_image(folder: Path) -> None:
    """Write the scripts that an image needs, too.

    ``alembic`` opens the development database first unless ``DATABASE_URL`` names one.
    """
    for name in ("inv", "invoke"):
        _write(folder, name, _run_module(folder / "python", "headstart.tasks"))
    _write(folder, "alembic", _run_module(folder / "python", "headstart.devdb.alembic"))


def _run_module(python: Path, module: str) -> str:
    return f'exec {quote(str(python))} -P -m {module} "$@"'


def _write(folder: Path, name: str, *lines: str) -> None:
    script = folder / name
    script.unlink(missing_ok=True)  # it may be a link to another environment
    script.write_text("\n".join(("#!/bin/sh", *lines, "")), "utf-8")
    script.chmod(0o755)


if __name__ == "__main__":
    write_for_image(Path(sys.prefix) / "bin")  # in an image, which has the other programs
