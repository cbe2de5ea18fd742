"""Small programs in ``.venv/bin`` that know what the plain ones do not.

``poetry`` is the pinned one and uses the index that pip is configured for, ``yarn`` runs on whatever Node
this machine has, ``workspace-node`` is that Node for editors, and ``alembic`` works on the development
database.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from shlex import quote


def write(folder: Path, settings: Mapping[str, str]) -> None:
    """Write all of them.

    Args:
        folder: where the programs of ``.venv`` are.
        settings: the environment that passes pip's settings on to uv and Poetry; what the user sets wins.
    """
    exports = [f'[ "${{{name}:-}}" ] || export {name}={quote(value)}' for name, value in settings.items()]
    _write(folder, "poetry", *exports, _runs(folder / "python", "headstart.setup.poetry"))
    _write(folder, "yarn", _runs(folder / "python", "headstart.setup.yarn"))
    # Not `node`: it would hide another one on the PATH, which the tooling prefers.
    _write(folder, "workspace-node", _runs(folder / "python", "headstart.setup.node"))
    write_alembic(folder)


def write_alembic(folder: Path) -> None:
    """Write ``alembic``, which opens the development database first unless ``DATABASE_URL`` names one."""
    _write(folder, "alembic", _runs(folder / "python", "headstart.devdb.alembic"))


def _runs(python: Path, module: str) -> str:
    return f'exec {quote(str(python))} -P -m {module} "$@"'


def _write(folder: Path, name: str, *lines: str) -> None:
    script = folder / name
    script.unlink(missing_ok=True)  # it may be a link to another environment's
    script.write_text("\n".join(("#!/bin/sh", *lines, "")), "utf-8")
    script.chmod(0o755)


if __name__ == "__main__":
    write_alembic(Path(sys.prefix) / "bin")  # in an image, whose other programs are the real ones
