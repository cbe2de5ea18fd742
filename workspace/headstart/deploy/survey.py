"""The state of a server before a deployment, and what prevents one."""

from dataclasses import dataclass

from headstart.core.errors import WorkspaceError
from headstart.deploy.host import Host
from headstart.deploy.targets import Target

MIN_DOCKER, MIN_COMPOSE = (23, 0), (2, 17)
MIN_FREE_SPACE = 2 * 1024**3  # bytes: the images of a release, and as much again for the archive and logs
INSTALL = "run `ssh {host} 'curl -fsSL https://get.docker.com | sudo sh && sudo usermod -aG docker $USER'`"

# Prints a name and a value on each line.
SURVEY = r"""
show() { printf '%s %s\n' "$1" "$2"; }
free() { df -Pk "$1" 2>/dev/null | awk 'NR == 2 { print $4 }'; }
container() {
    docker ps --quiet --filter "label=com.docker.compose.project=$1" \
        --filter "label=com.docker.compose.service=$2" 2>/dev/null || true
}
show time "$(date -u +%Y%m%d-%H%M%S)"
show current "$(cat current 2>/dev/null || true)"
show next "$(cat next 2>/dev/null || true)"
show free "$(free .)"
listening='$4 == "0A" { split($2, address, ":"); printf "%s ", address[2] }'
show ports "$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk "$listening")"
command -v flock >/dev/null || show missing flock
command -v docker >/dev/null || { show missing docker; exit 0; }
engine='{{.Server.Version}} {{.Server.Os}}/{{.Server.Arch}}'
show docker "$(docker version --format "$engine" 2>&1 | tail -n 1)"
show compose "$(docker compose version --short 2>&1 | tail -n 1)"
root=$(docker info --format '{{.DockerRootDir}}' 2>/dev/null || true)
[ -z "$root" ] || show free "$(free "$root")"
show proxy "$(container "$1" proxy)"
db=$(container "$1" db)
query='SELECT version_num FROM alembic_version'
[ -z "$db" ] || show revision "$(docker exec "$db" psql -XAtqU owner -d app -c "$query" 2>/dev/null || true)"
"""


@dataclass(frozen=True)
class Survey:
    """What the server reported."""

    time: str  # in UTC, such as 20261128-143000
    current: str  # the release that serves; empty before the first deployment
    next: str  # the release of a deployment that was interrupted
    platform: str  # such as linux/amd64
    revision: str  # of the database; empty if there is none, or if it does not run


def examine(host: Host) -> Survey:
    """Examine a server.

    Raises:
        WorkspaceError: it does not meet a requirement.
    """
    output = host.run(SURVEY, host.folder, failure="the server cannot be examined", writes=False)
    return judge(output, host.target)


def judge(output: str, target: Target) -> Survey:
    """Return what a server reported, if it meets all requirements."""
    facts = [line.partition(" ")[::2] for line in output.splitlines()]
    values = dict(facts)
    problem = (
        _missing(values, target.host)
        or _versions(values, target.host)
        or _space([int(value) for name, value in facts if name == "free" and value.isdigit()], target.host)
        or ("" if values.get("proxy") else _ports(values["ports"], target))
    )
    if problem:
        raise WorkspaceError(problem)
    return Survey(
        values["time"],
        values["current"],
        values["next"],
        values["docker"].split()[-1],
        values.get("revision", "").strip(),
    )


def _missing(values: dict[str, str], host: str) -> str:
    if values.get("missing") == "flock":
        return (
            f"{host} has no flock: install util-linux, for example `ssh {host} sudo apt install util-linux`"
        )
    if "missing" in values:
        return (
            f"{host} has no Docker: pass --install-docker (for Debian and Ubuntu), or "
            f"{INSTALL.format(host=host)}"
        )
    return ""


def _versions(values: dict[str, str], host: str) -> str:
    docker, compose = values["docker"], values["compose"]
    if "permission denied" in docker.lower():
        return f"your user on {host} may not use Docker: run `ssh {host} 'sudo usermod -aG docker $USER'`"
    if _version(docker) == ():
        return f"Docker on {host} does not run ({docker}): run `ssh {host} sudo systemctl start docker`"
    for name, found, least in (("Docker", docker, MIN_DOCKER), ("Docker Compose", compose, MIN_COMPOSE)):
        if _version(found) < least:
            needed = ".".join(map(str, least))
            return f"{name} {needed} is needed, but {host} has {found or 'none'}: {INSTALL.format(host=host)}"
    return ""


def _version(text: str) -> tuple[int, ...]:
    numbers = text.removeprefix("v").partition(" ")[0].split(".")[:2]
    return tuple(map(int, numbers)) if all(number.isdigit() for number in numbers) else ()


def _space(free: list[int], host: str) -> str:
    least = min(free, default=0) * 1024
    if least >= MIN_FREE_SPACE:
        return ""
    return (
        f"{host} has {least / 1024**3:.1f} GB of free disk space, but needs "
        f"{MIN_FREE_SPACE / 1024**3:.0f} GB: free some, for example with `ssh {host} docker image prune -a`"
    )


def _ports(listening: str, target: Target) -> str:
    used = target.ports & {int(port, 16) for port in listening.split()}
    if not used:
        return ""
    port = min(used)
    return (
        f"port {port} of {target.host} is in use: stop that program "
        f"(`ssh {target.host} sudo ss -ltnp sport = :{port}` shows it), or set HTTP_PORT and HTTPS_PORT"
    )
