"""Archives of Docker images, without the layers that the server has.

``docker load`` accepts an archive with missing layers if it has each of them on top of the same layers.
"""

import hashlib
import json
import tarfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any


@dataclass(frozen=True)
class Size:
    """The bytes of an archive that are sent, and all of them."""

    sent: int
    total: int


def chains(layers: Sequence[str]) -> list[str]:
    """Return an identifier for each layer of an image, together with the layers below it."""
    result: list[str] = []
    for layer in layers:
        below = result[-1] if result else ""
        result.append(hashlib.sha256(f"{below} {layer}".encode()).hexdigest())
    return result


def copy_missing(archive: Path, known: Iterable[Sequence[str]], output: IO[bytes]) -> Size:
    """Copy an archive without the layers of images that the server has.

    Args:
        archive: made by ``docker save``.
        known: the layers of each image on the server, lowest first.
        output: where to write the archive.
    """
    with tarfile.open(archive) as source:
        superfluous = _superfluous(source, {chain for layers in known for chain in chains(layers)})
        sent = total = 0
        with tarfile.open(fileobj=output, mode="w|") as target:
            for member in source:
                total += member.size
                if member.name not in superfluous:
                    sent += member.size
                    target.addfile(member, source.extractfile(member) if member.isfile() else None)
    return Size(sent, total)


def _superfluous(source: tarfile.TarFile, known: set[str]) -> set[str]:
    """Return the files of layers that no image in the archive needs."""
    files: dict[str, bool] = {}
    for image in _read(source, "manifest.json"):
        layers = _read(source, image["Config"])["rootfs"]["diff_ids"]
        for file, chain in zip(image["Layers"], chains(layers), strict=True):
            files[file] = files.get(file, True) and chain in known
    return {file for file, is_known in files.items() if is_known}


def _read(source: tarfile.TarFile, name: str) -> Any:
    file = source.extractfile(name)
    return json.load(file) if file else None
