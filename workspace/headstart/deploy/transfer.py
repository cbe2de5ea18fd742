"""Brings the images to the server: sends them, or builds them there."""

import json
import tarfile
import tempfile
from pathlib import Path

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.deploy import archive
from headstart.deploy.archive import Size
from headstart.deploy.host import Host
from headstart.scaffold import initialisation

SERVICES = ("api", "ui")

LAYERS = r"""
ids=$(docker image ls --all --quiet --no-trunc | sort -u)
[ -z "$ids" ] || docker image inspect --format '{{json .RootFS.Layers}}' $ids
"""
HAS = 'docker image inspect "$@" >/dev/null'
BUILD = """
rm -rf source && mkdir source && tar -x -C source
trap 'rm -rf source' EXIT
docker compose --file source/infra/compose.production.yml build --quiet >&2
"""
TAG = """
for name in "$@"; do
    id=$(docker image inspect --format '{{.Id}}' "$name")
    tag="${name%:*}:$(echo "${id#sha256:}" | cut -c 1-12)"
    docker tag "$name" "$tag"
    echo "$tag"
done
"""


def names(folder: str) -> list[str]:
    """Return the names of the images as the build gives them."""
    return [f"{folder}-{service}:latest" for service in SERVICES]


def send(docker: str, host: Host) -> tuple[list[str], Size]:
    """Send the images; return their names on the server, which differ if the images do, and the size."""
    tags = commands.output(
        ["sh", "-euc", TAG, "sh", *names(host.folder)], failure="the images cannot be tagged"
    ).split()
    try:
        return tags, _send(docker, host, tags)
    finally:
        commands.run([docker, "image", "rm", *tags])  # here, the images keep the names of the build


def _send(docker: str, host: Host, tags: list[str]) -> Size:
    if host.try_script(HAS, *tags, writes=False).exit_code == 0:
        return Size(0, 0)
    known = [json.loads(line) or [] for line in _layers(host)]
    project.STATE.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=project.STATE, suffix=".tar") as file:
        commands.output([docker, "save", "--output", file.name, *tags], failure="the images cannot be read")
        try:
            return _load(host, Path(file.name), known)
        except WorkspaceError:  # the server may have layers in a form that it cannot use for other images
            return _load(host, Path(file.name), [])


def build_there(host: Host) -> list[str]:
    """Build the images on the server; return their names there, which differ if the images do."""
    with tempfile.TemporaryFile(dir=project.STATE) as source:
        with tarfile.open(fileobj=source, mode="w") as files:
            for name in initialisation.files():
                files.add(project.ROOT / name, name)
        result = host.pipe(source, BUILD)
    if result.exit_code != 0:
        msg = f"the images cannot be built on the server: {result.last_line}"
        raise WorkspaceError(msg)
    return host.run(TAG, *names(host.folder), failure="the images cannot be tagged").split()


def _layers(host: Host) -> list[str]:
    return host.run(LAYERS, failure="the server's images cannot be listed", writes=False).splitlines()


def _load(host: Host, saved: Path, known: list[list[str]]) -> Size:
    """Load images on the server.

    Raises:
        WorkspaceError: the server cannot use the archive.
    """
    with tempfile.TemporaryFile(dir=project.STATE) as reduced:
        size = archive.copy_missing(saved, known, reduced)
        result = host.pipe(reduced, "docker load --quiet")
    if result.exit_code != 0:
        msg = f"the server cannot load the images: {result.last_line}"
        raise WorkspaceError(msg)
    return size
