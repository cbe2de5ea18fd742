"""How far an upgrade has come, recorded before its first change, to continue it or to take it back."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from headstart.core import state_file

# The files are being changed; they are changed, conflicts may be left; everything is done but not committed.
APPLYING, MERGED, DONE = "applying", "merged", "done"


@dataclass(frozen=True)
class Progress:
    """An upgrade that has begun.

    The new version may have to read what the old one wrote: a field that is added needs a default.

    ``head`` is the commit that it began at. ``paths`` are all files that it may change, relative to the top
    of the repository. ``changes`` is what the CHANGELOG says about it.
    """

    head: str
    old: str
    new: str
    commit: str
    sha256: str
    changes: str
    paths: tuple[str, ...]
    deleted: tuple[str, ...]
    stage: str = APPLYING

    def write(self, git_dir: Path) -> None:
        """Write it down."""
        state_file.write(_file(git_dir), asdict(self))


def read(git_dir: Path) -> Progress | None:
    """Return the upgrade that has begun in a checkout; None if there is none."""
    if not _file(git_dir).exists():
        return None
    found = json.loads(_file(git_dir).read_text("utf-8"))
    found = {key: value for key, value in found.items() if key in Progress.__dataclass_fields__}
    return Progress(**{**found, "paths": tuple(found["paths"]), "deleted": tuple(found["deleted"])})


def forget(git_dir: Path) -> None:
    """Delete the record: the upgrade is committed, or was taken back."""
    _file(git_dir).unlink(missing_ok=True)


def _file(git_dir: Path) -> Path:
    # Beside what git itself notes about a merge in progress: `rm -rf .workspace` must not lose it.
    return git_dir / "headstart-upgrade.json"
