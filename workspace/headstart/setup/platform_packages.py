"""Checksums of the npm packages for one platform, such as ``@rolldown/binding-linux-x64-gnu``.

Yarn stores none for them: https://github.com/yarnpkg/berry/issues/6759. They are in a file of their own, in
the format of ``sha512sum``, with the names of the packages' archives in Yarn's cache.
"""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from headstart.core import project
from headstart.core.commands import Completed
from headstart.core.errors import WorkspaceError
from headstart.setup import toolchain

SUMS = "platform-packages.sha512"


def missing() -> str:
    """Return which packages in ``yarn.lock`` have no checksum; an empty text if all have one."""
    recorded = _recorded()
    packages = [package for archive, package in _locked().items() if archive not in recorded]
    if not packages:
        return ""
    return f"frontend/{SUMS} lacks the checksums of {', '.join(packages)}: run `inv format`"


def verify() -> None:
    """Compare the archives in Yarn's cache with their checksums.

    Raises:
        WorkspaceError: an archive differs. It is deleted, so that it is downloaded again.
    """
    recorded = _recorded()
    cache = _cache() if recorded else Path()
    for name, checksum in recorded.items():
        archive = cache / name
        if archive.exists() and _checksum(archive) != checksum:
            archive.unlink()
            shutil.rmtree(project.FRONTEND / "node_modules", ignore_errors=True)
            raise WorkspaceError(
                f"the registry sent another {name} than the one whose checksum is in frontend/{SUMS}: "
                "the packages are deleted; run `./inv setup` to download them again"
            )


def record() -> str:
    """Download the packages of all platforms if a checksum is missing, and write the checksums.

    Returns:
        Why the packages cannot be downloaded; an empty text if all checksums are recorded.
    """
    if not missing():
        return ""
    with tempfile.TemporaryDirectory(dir=project.STATE) as folder:
        downloaded = _download_all(Path(folder))
    if downloaded.exit_code != 0:
        return downloaded.output
    # Known checksums stay: the archive in the cache may be from another registry.
    recorded, cache = _recorded(), _cache()
    sums = {name: recorded.get(name) or _checksum(cache / name) for name in _locked()}
    lines = [f"{sums[name]}  {name}\n" for name in sorted(sums)]
    (project.FRONTEND / SUMS).write_text("".join(lines), "utf-8")
    return ""


def _download_all(folder: Path) -> Completed:
    for name in ("package.json", "yarn.lock"):
        shutil.copy(project.FRONTEND / name, folder)
    settings = (project.FRONTEND / ".yarnrc.yml").read_text("utf-8")
    platforms = json.dumps(_platforms())
    (folder / ".yarnrc.yml").write_text(f"{settings}\nsupportedArchitectures: {platforms}\n", "utf-8")
    return toolchain.run_yarn("install", "--mode=update-lockfile", folder=folder)


def _platforms() -> Mapping[str, list[str]]:
    """Return all operating systems, processors and C libraries in the conditions of ``yarn.lock``."""
    conditions = set(re.findall(r"\b(os|cpu|libc)=(\w+)", _lock()))
    return {key: sorted(value for name, value in conditions if name == key) for key in ("os", "cpu", "libc")}


def _locked() -> dict[str, str]:
    """Return the packages for one platform in ``yarn.lock``, by the names of their archives."""
    key = re.search(r"cacheKey: (\S+)", _lock())
    suffix = key[1] if key else ""
    entries = [entry for entry in _lock().split("\n\n") if "\n  conditions: " in entry]
    packages = [found[1] for entry in entries if (found := re.search(r'resolution: "(.*)"', entry))]
    return {f"{_slug(package)}-{suffix}.zip": package for package in packages}


def _slug(package: str) -> str:
    """Return the first part of the name of a package's archive, as Yarn's ``slugifyLocator`` makes it."""
    full_name, _, reference = package[1:].partition("@")
    scope, _, name = f"{package[0]}{full_name}".rpartition("/")
    protocol, _, version = reference.partition(":")
    readable = f"npm-{version.partition('::')[0]}" if protocol == "npm" else protocol
    identity = hashlib.sha512(f"{scope.removeprefix('@')}{name}".encode()).hexdigest()
    digest = hashlib.sha512(f"{identity}{reference}".encode()).hexdigest()
    return f"{f'{scope}-{name}' if scope else name}-{readable}-{digest[:10]}"


def _recorded() -> dict[str, str]:
    """Return the recorded checksums by the names of the archives."""
    path = project.FRONTEND / SUMS
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {name: checksum for checksum, name in (line.split("  ", 1) for line in lines)}


def _lock() -> str:
    return (project.FRONTEND / "yarn.lock").read_text("utf-8")


def _cache() -> Path:
    return Path(toolchain.run_yarn("config", "get", "cacheFolder").stdout.strip())


def _checksum(archive: Path) -> str:
    with archive.open("rb") as file:
        return hashlib.file_digest(file, "sha512").hexdigest()
