"""The system account that runs the database server: PostgreSQL refuses to run as root."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headstart.core.project import ROOT

NOBODY = 65534
READ, EXECUTE = stat.S_IROTH, stat.S_IXOTH


@dataclass(frozen=True)
class Account:
    """A user and group id, and whether this process must change to them."""

    uid: int
    gid: int
    other: bool

    @property
    def popen(self) -> dict[str, Any]:
        """Arguments that make ``subprocess`` run a program as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}

    def own(self, path: Path) -> None:
        """Give a file or folder to this account."""
        if self.other:
            os.chown(path, self.uid, self.gid)

    def reaches(self, path: Path) -> bool:
        """Say whether this account may enter every folder on the way to ``path`` that is there."""
        folders = filter(Path.exists, path.resolve().parents)
        return not self.other or all(self._enters(folder) for folder in folders)

    def reads(self, path: Path) -> bool:
        """Return whether this account may read everything in a folder that it reaches."""
        entries = (entry for entry in path.rglob("*") if not entry.is_symlink())
        return not self.other or all(self._may(entry, READ) for entry in entries)

    def _enters(self, folder: Path) -> bool:
        return self._may(folder, EXECUTE)

    def _may(self, path: Path, others: int) -> bool:
        found = path.stat()
        shift = 6 if found.st_uid == self.uid else 3 if found.st_gid == self.gid else 0
        return bool(found.st_mode & others << shift)


def _has_name(uid: int) -> bool:
    """Return whether a user is known here: initdb runs as no other one."""
    try:
        return bool(pwd.getpwuid(uid))
    except KeyError:
        return False


def server_account() -> Account:
    """Return the user itself, or for root: the checkout's owner, ``postgres`` or ``nobody``."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), other=False)
    owner = ROOT.stat()
    if owner.st_uid != 0 and _has_name(owner.st_uid):
        return Account(owner.st_uid, owner.st_gid, other=True)
    for candidate in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(candidate)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, other=True)
    return Account(NOBODY, NOBODY, other=True)
