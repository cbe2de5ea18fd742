"""Prepares a release of Headstart: checks its tag, version and CHANGELOG, and builds its wheel.

The release workflow runs ``python -m headstart.scaffold.release v1.2.3 FOLDER`` and publishes the files in
the folder.
"""

import hashlib
import sys
import tomllib
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import wheel
from headstart.scaffold.upgrade import changelog
from headstart.scaffold.upgrade.build_rules import refuse_build_code

CHANGELOG = "CHANGELOG.md"


def prepare(tag: str, into: Path, root: Path = project.ROOT) -> tuple[Path, Path]:
    """Build the wheel and the release notes, and return both files.

    Raises:
        WorkspaceError: the tag does not match the version, or the CHANGELOG has no section for it.
    """
    source = root / wheel.SOURCE
    version = tomllib.loads((source / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    if tag != f"v{version}":
        msg = f"the tag is {tag}, but the version in {wheel.SOURCE}/pyproject.toml is {version}: fix one"
        raise WorkspaceError(msg)
    notes = changelog.section((root / CHANGELOG).read_text("utf-8"), version)
    if not notes:
        msg = f"{CHANGELOG} has no section `## {version}`: add it, then tag that commit"
        raise WorkspaceError(msg)
    refuse_build_code(source)
    wheel_file = wheel.build(source, into)
    checksum = hashlib.sha256(wheel_file.read_bytes()).hexdigest()
    path = into / "notes.md"
    path.write_text(f"{notes}\n\nSHA-256 of {wheel_file.name}:\n`{checksum}`\n", "utf-8")
    return wheel_file, path


def main(tag: str, folder: str) -> None:
    """Prepare the release of a tag."""
    try:
        wheel_file, notes = prepare(tag, Path(folder))
    except WorkspaceError as error:
        sys.exit(str(error))
    sys.stdout.write(f"{wheel_file}\n{notes}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
