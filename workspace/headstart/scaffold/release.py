"""A release of Headstart: its tag, its version and its CHANGELOG agree, and its wheel is built.

``python -m headstart.scaffold.release v1.2.3 FOLDER`` writes the wheel and ``notes.md`` into the folder, for
the workflow that publishes them.
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
    """Build the wheel of a release; return it, and a file with what changed and the wheel's checksum.

    Raises:
        WorkspaceError: the tag is not the version's, or the CHANGELOG has no section about it.
    """
    source = root / wheel.SOURCE
    version = tomllib.loads((source / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    if tag != f"v{version}":
        msg = (
            f"the tag is {tag} and {wheel.SOURCE}/pyproject.toml says {version}: tag v{version}, or change it"
        )
        raise WorkspaceError(msg)
    notes = changelog.section((root / CHANGELOG).read_text("utf-8"), version)
    if not notes:
        msg = f"{CHANGELOG} has no section `## {version}`: write what changed, then tag that commit"
        raise WorkspaceError(msg)
    refuse_build_code(source)
    built = wheel.build(source, into)
    checksum = hashlib.sha256(built.read_bytes()).hexdigest()
    path = into / "notes.md"
    path.write_text(f"{notes}\n\nSHA-256 of {built.name}:\n`{checksum}`\n", "utf-8")
    return built, path


def main(tag: str, folder: str) -> None:
    """Prepare the release of a tag."""
    try:
        built, notes = prepare(tag, Path(folder))
    except WorkspaceError as error:
        sys.exit(str(error))
    sys.stdout.write(f"{built}\n{notes}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
