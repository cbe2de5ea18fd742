"""Looks at a server between deployments, and sets its secrets."""

from headstart.core.errors import WorkspaceError
from headstart.deploy import releases
from headstart.deploy.host import Host

STATUS = r"""
[ -e current ] || { echo "nothing is deployed"; exit 0; }
echo "release    $(cat current)"
[ ! -e next ] || echo "interrupted $(cat next): \`inv deploy\` finishes, \`inv deploy.rollback\` returns"
[ ! -e maintenance ] || echo "maintenance page is shown"
echo "earlier    $(ls releases | grep -vx "$(cat current)" | tr '\n' ' ')"
echo "disk       $(df -h . | awk 'NR == 2 { print $4 }') free"
echo
compose "$(cat current)" ps --format 'table {{.Service}}\t{{.Status}}\t{{.Image}}'
echo
tail -n 5 log
"""
IN_RELEASE = r"""
[ -e current ] || { echo 'nothing is deployed: `inv deploy` deploys' >&2; exit 1; }
compose "$(cat current)" "$@"
"""
FAILED = "cat failed.log 2>/dev/null || echo 'no container has failed'"
LIST_SECRETS = r"""
for file in secrets/*; do
    [ -e "$file" ] || continue
    [ -s "$file" ] && state="set" || state="empty"
    echo "${file#secrets/} $state"
done
"""
SET = 'mkdir -p -m 700 secrets && cat >"secrets/.$1" && mv "secrets/.$1" "secrets/$1"'

# Backups are encrypted with the first line. The former keys stay, as older backups need them.
SET_BACKUP_KEY = r"""
mkdir -p -m 700 secrets
{ cat; echo; grep -s . secrets/backup_key || true; } >secrets/.backup_key
mv secrets/.backup_key secrets/backup_key
"""


def status(host: Host) -> str:
    """Return a description of the server: its release, containers and last deployments."""
    return host.run(STATUS, failure="the server cannot be examined", writes=False)


def failed_logs(host: Host) -> str:
    """Return the last lines of the container that failed in a deployment."""
    return host.run(FAILED, failure="the logs cannot be read", writes=False)


def compose(host: Host, *args: str) -> int:
    """Run Docker Compose with the current release, in the terminal, and return its exit code."""
    return host.run_in_terminal(IN_RELEASE, *args)


def secrets(host: Host) -> list[tuple[str, str]]:
    """Return the names of the secrets, each with ``set`` or ``empty``; the values stay on the server."""
    lines = host.run(LIST_SECRETS, failure="the secrets cannot be listed", writes=False).splitlines()
    return [(name, state) for name, _space, state in (line.partition(" ") for line in lines)]


def set_secret(host: Host, name: str, value: str) -> None:
    """Set a secret, which the next deployment uses.

    Raises:
        WorkspaceError: there is no such secret, or the database would not accept another one.
    """
    names = releases.secrets(host.target)
    if name not in names:
        msg = f"there is no secret {name}: use one of {', '.join(names)}"
        raise WorkspaceError(msg)
    if name.startswith("database_"):
        msg = f"{name} is generated, and the running containers need it: it cannot be set"
        raise WorkspaceError(msg)
    if name in releases.GENERATED and len(value) < MIN_LENGTH:
        msg = f"{name} needs at least {MIN_LENGTH} random characters, for example from `openssl rand -hex 32`"
        raise WorkspaceError(msg)
    script = SET_BACKUP_KEY if name == "backup_key" else SET
    host.run(script, name, stdin=value, failure=f"{name} cannot be written")


MIN_LENGTH = 32  # as the API requires
