"""The progress of an upgrade after the merge, recorded to continue it or to roll it back."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from headstart.core import state_file

# Merged, maybe with conflicts; finished, but not committed.
MERGED, DONE = "merged", "done"


@dataclass(frozen=True)
class Progress:
    """An upgrade in progress.

    The new version may read a record of the old one: fields added later need a default.

    ``head`` is the commit before the upgrade. ``paths`` are all files that it may change, relative to the
    top of the repository. ``changes`` are the sections of the CHANGELOG.
    """

    head: str
    old: str
    new: str
    commit: str
    sha256: str
    changes: str
    paths: tuple[str, ...]
    deleted: tuple[str, ...]
    stage: str = MERGED

    def write(self, git_dir: Path) -> None:
        """Record the progress."""
        state_file.write(path(git_dir), asdict(self))


def read(git_dir: Path) -> Progress | None:
    """Return the upgrade in progress; None if there is none."""
    if not path(git_dir).exists():
        return None
    values = json.loads(path(git_dir).read_text("utf-8"))
    values = {key: value for key, value in values.items() if key in Progress.__dataclass_fields__}
    return Progress(**{**values, "paths": tuple(values["paths"]), "deleted": tuple(values["deleted"])})


def forget(git_dir: Path) -> None:
    """Delete the record after the upgrade was committed or rolled back."""
    path(git_dir).unlink(missing_ok=True)


def path(git_dir: Path) -> Path:
    """Return the path of the record."""
    # In git's folder, as `rm -rf .workspace` must not delete it.
    return git_dir / "headstart-upgrade.json"
