"""Brings the images to the server: sends them, through a registry if there is one, or builds them there."""

import json
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from headstart.build import bill_of_materials, provenance
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
PULL = 'for image in "$@"; do docker pull --quiet "$image" >&2; done'
BUILD = """
rm -rf source && mkdir source && tar -x -C source
trap 'rm -rf source' EXIT
env "$@" docker compose --file source/infra/compose.production.yml build --quiet >&2
"""
TAG = """
prefix=$1
shift
for name in "$@"; do
    id=$(docker image inspect --format '{{.Id}}' "$name")
    tag="$prefix${name%:*}:$(echo "${id#sha256:}" | cut -c 1-12)"
    docker tag "$name" "$tag"
    echo "$tag"
done
"""


def names(folder: str) -> list[str]:
    """Return the names of the images as the build gives them."""
    return [f"{folder}-{service}:latest" for service in SERVICES]


def send(docker: str, host: Host) -> tuple[list[str], Size]:
    """Send the images; return their names on the server, which differ if the images do, and the size."""
    with _tagged(docker, host) as tags:
        return tags, _send(docker, host, tags)


def push(docker: str, host: Host, registry: str) -> list[str]:
    """Send the images through a registry; return their names, which differ if the images do.

    Raises:
        WorkspaceError: the registry refuses them, here or on the server.
    """
    log_in = f"docker login {registry.partition('/')[0]}"
    with _tagged(docker, host, f"{registry}/") as tags:
        for tag in tags:
            failure = f"{tag} cannot be pushed (`{log_in}` signs in to the registry)"
            commands.output([docker, "push", "--quiet", tag], failure=failure)
        failure = f"the server cannot pull the images (`ssh -t {host.target.host} {log_in}` signs in there)"
        host.run(PULL, *tags, failure=failure)
    return tags


@contextmanager
def _tagged(docker: str, host: Host, prefix: str = "") -> Iterator[list[str]]:
    """Yield names of the images that differ if the images do; afterwards, only those of the build stay."""
    command = ["sh", "-euc", TAG, "sh", prefix, *names(host.folder)]
    tags = commands.output(command, failure="the images cannot be tagged").split()
    try:
        yield tags
    finally:
        commands.run([docker, "image", "rm", *tags])


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
            files.add(bill_of_materials.write(), ".workspace/bom.cdx.json")
        labels = [f"{name}={value}" for name, value in provenance.variables().items()]
        result = host.pipe(source, BUILD, *labels)
    if result.exit_code != 0:
        msg = f"the images cannot be built on the server: {result.last_line}"
        raise WorkspaceError(msg)
    return host.run(TAG, "", *names(host.folder), failure="the images cannot be tagged").split()


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
