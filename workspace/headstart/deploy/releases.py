"""The releases on a server: a folder each, with everything needed to run it again."""

import getpass
import hashlib
import io
import os
import re
import socket
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from headstart.build import images
from headstart.core import git
from headstart.core.errors import WorkspaceError
from headstart.deploy.host import Host
from headstart.deploy.targets import Target

KEPT = 5
# Generated on the server. Other secrets are empty until `inv deploy.secrets` sets them.
GENERATED = (
    "secret_key",
    "database_password",
    "database_owner_password",
    "database_replicator_password",
    "backup_key",
)

# In place, as running containers use the folder. A program that runs keeps the file with which it started.
UNPACK = '(cd "releases/$1" && tar -c */) | tar -x'
WRITE = rf"""
release=$1 generated=$2
rm -rf "releases/$release"
mkdir -p "releases/$release"
tar -x -C "releases/$release"
{UNPACK}
mkdir -p -m 700 backups secrets
while read -r name; do
    [ ! -e "secrets/$name" ] || continue
    case " $generated " in
        *" $name "*) od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"secrets/.$name" ;;
        *) : >"secrets/.$name" ;;
    esac
    mv "secrets/.$name" "secrets/$name"
done <"releases/$release/secrets"
compose "$release" config --quiet
"""
READ = 'cat "releases/$1/settings.env"'
LIST = "ls releases 2>/dev/null || true"
# Of an interrupted deployment, only the backup is kept: it was made before the migrations.
BEGIN = r"""
interrupted=$(cat next 2>/dev/null || true)
if [ -n "$interrupted" ] && [ "$interrupted" != "$(cat current 2>/dev/null || true)" ]; then
    [ ! -e "releases/$interrupted/backup" ] || mv "releases/$interrupted/backup" "releases/$1/backup"
    rm -rf "releases/$interrupted"
fi
"""
SET_NEXT = "printf '%s' \"$1\" >.next && mv .next next"
# The backup of a release is in its folder's file `backup`, if older releases need it to run again.
CLOSE = r"""
name=$1 release=$2 entry=$3 kept=$4
printf '%s' "$release" >.current && mv .current current
rm -f next
echo "$(date -u '+%Y-%m-%d %H:%M:%S') $entry" >>log
# Later releases did not work: a return to the release before must not lead to them.
ls releases | awk -v current="$release" '$0 > current' | while read -r old; do rm -rf "releases/$old"; done
ls releases | sort -r | tail -n "+$((kept + 1))" | while read -r old; do rm -rf "releases/$old"; done
ls backups | sort -r | tail -n "+$((kept + 1))" | while read -r old; do rm -f "backups/$old"; done
for image in $(docker image ls --format '{{.Repository}}:{{.Tag}}' | grep -E "(^|/)$name-(api|ui):"); do
    grep -qF "'$image'" releases/*/settings.env || docker image rm "$image" >/dev/null 2>&1 || true
done
# Left by scripts that lost their connection.
docker container prune --force --filter "label=com.docker.compose.project=$name" \
    --filter label=com.docker.compose.oneoff=True >/dev/null
"""


@dataclass(frozen=True)
class Release:
    """A release: its ID, and the variables with which Compose runs it."""

    id: str
    settings: Mapping[str, str]


def new(host: Host, name: str, tags: list[str], current: Release | None, *, replace_proxy: bool) -> Release:
    """Return a new release. It keeps the image of the proxy as long as its configuration is the same."""
    api, ui = tags
    proxy = _hash("caddy")
    keeps = current and not replace_proxy and current.settings.get("PROXY_FILES") == proxy
    return Release(name, {
        "SITE_ADDRESS": "",
        "COMPOSE_PROFILES": "backup-copy" if host.target.environment.get("BACKUP_S3_BUCKET") else "",
        **host.target.environment,
        "RELEASE": name,
        "API_IMAGE": api,
        "UI_IMAGE": ui,
        "PROXY_IMAGE": current.settings["PROXY_IMAGE"] if current and keeps else ui,
        "PROXY_FILES": proxy,
        **{f"{path.name.upper()}_FILES": _hash(path.name) for path in _folders(host.target)},
    })  # fmt: skip


def write(host: Host, release: Release) -> None:
    """Write a release to the server, and generate missing secrets there."""
    target = host.target
    overlays = [f"--file releases/{release.id}/{path.name}\n" for path in target.compose_files[1:]]
    with tempfile.TemporaryFile() as archive:
        with tarfile.open(fileobj=archive, mode="w") as files:
            for path in (*target.compose_files, *_folders(target)):
                files.add(path, path.name)
            for name, text in (
                ("settings.env", format_settings(release.settings)),
                ("secrets", "".join(f"{secret}\n" for secret in secrets(target))),
                ("overlays", "".join(overlays)),
            ):
                entry = tarfile.TarInfo(name)
                entry.size = len(text.encode())
                files.addfile(entry, io.BytesIO(text.encode()))
        result = host.pipe(archive, WRITE, release.id, " ".join(GENERATED))
    if result.exit_code != 0:
        msg = f"the release cannot be written to the server: {result.last_line}"
        raise WorkspaceError(msg)


def secrets(target: Target) -> list[str]:
    """Return the names of all secrets of the Compose files."""
    return re.findall(r"^    file: \./secrets/(\S+)$", _text(target), re.MULTILINE)


def read(host: Host, release: str) -> Release:
    """Return a release on the server.

    Raises:
        WorkspaceError: there is none with this ID.
    """
    result = host.try_script(READ, release, writes=False)
    if result.exit_code != 0:
        msg = f"there is no release {release}: `inv deploy.status {host.target.name}` lists all"
        raise WorkspaceError(msg)
    return Release(release, parse_settings(result.stdout))


def ids(host: Host) -> list[str]:
    """Return the IDs of all releases on the server, oldest first."""
    return sorted(host.run(LIST, failure="the releases cannot be listed", writes=False).split())


def begin(host: Host, release: Release) -> None:
    """Record that a release is about to replace the current one."""
    host.run(BEGIN + SET_NEXT, release.id, failure="the server's disk cannot be written")


def begin_return(host: Host, release: Release) -> None:
    """Record that an earlier release is about to replace the current one."""
    host.run(SET_NEXT, release.id, failure="the server's disk cannot be written")


def close(host: Host, release: Release, entry: str) -> None:
    """Record that a release serves, and delete the oldest ones with their images and backups."""
    args = (host.folder, release.id, f"{entry} by {author()}", str(KEPT))
    host.run(CLOSE, *args, failure="the release cannot be recorded")


def author() -> str:
    """Return who deploys, and from where."""
    return f"{os.environ.get('GITHUB_ACTOR') or getpass.getuser()}@{socket.gethostname()}"


def checked_out_commit(*, dirty: bool) -> str:
    """Return a short name of the commit to deploy.

    Raises:
        WorkspaceError: there are uncommitted changes, and they should not be deployed.
    """
    commit = git.commit()[:7]
    if not commit:
        return "no-commit"
    if not git.run("status", "--porcelain").stdout.strip():
        return commit
    if dirty:
        return f"{commit}-dirty"
    msg = "there are uncommitted changes: commit them, or pass --dirty to deploy them"
    raise WorkspaceError(msg)


def format_settings(settings: Mapping[str, str]) -> str:
    """Return the content of a file for Compose, in which values are taken literally."""
    return "".join(f"{name}='{value}'\n" for name, value in settings.items())


def parse_settings(text: str) -> dict[str, str]:
    """Return the settings of such a file."""
    pairs = (line.partition("=") for line in text.splitlines())
    return {name: value.strip("'") for name, _equals, value in pairs}


def _folders(target: Target) -> list[Path]:
    """Return the folders next to the Compose files that these mount or build."""
    names = {*re.findall(r"(?:\./|build: )([\w-]+)", _text(target))} - {"secrets"}
    return sorted(filter(Path.is_dir, (images.COMPOSE_FILE.parent / name for name in names)))


def _text(target: Target) -> str:
    return "\n".join(path.read_text("utf-8") for path in target.compose_files)


def _hash(name: str) -> str:
    """Return a hash of a folder next to the Compose file."""
    folder = images.COMPOSE_FILE.parent / name
    content = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return content.hexdigest()[:12]
