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
    """A user and group ID, and whether this process must switch to them."""

    uid: int
    gid: int
    must_switch: bool

    @property
    def popen(self) -> dict[str, Any]:
        """Arguments that make ``subprocess`` run a program as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.must_switch else {}

    def own(self, path: Path) -> None:
        """Give a file or folder to this account."""
        if self.must_switch:
            os.chown(path, self.uid, self.gid)

    def can_reach(self, path: Path) -> bool:
        """Return whether this account may enter every existing parent folder of ``path``."""
        folders = filter(Path.exists, path.resolve().parents)
        return not self.must_switch or all(self._can_enter(folder) for folder in folders)

    def can_read(self, path: Path) -> bool:
        """Return whether this account may read all files in a folder that it can reach."""
        entries = (entry for entry in path.rglob("*") if not entry.is_symlink())
        return not self.must_switch or all(self._has_permission(entry, READ) for entry in entries)

    def _can_enter(self, folder: Path) -> bool:
        return self._has_permission(folder, EXECUTE)

    def _has_permission(self, path: Path, other_bits: int) -> bool:
        status = path.stat()
        shift = 6 if status.st_uid == self.uid else 3 if status.st_gid == self.gid else 0
        return bool(status.st_mode & other_bits << shift)


def _has_name(uid: int) -> bool:
    """Return whether a user has a name on this system, which initdb requires."""
    try:
        return bool(pwd.getpwuid(uid))
    except KeyError:
        return False


def server_account() -> Account:
    """Return the current user; for root, the checkout's owner, ``postgres`` or ``nobody``."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), must_switch=False)
    owner = ROOT.stat()
    if owner.st_uid != 0 and _has_name(owner.st_uid):
        return Account(owner.st_uid, owner.st_gid, must_switch=True)
    for candidate in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(candidate)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, must_switch=True)
    return Account(NOBODY, NOBODY, must_switch=True)
