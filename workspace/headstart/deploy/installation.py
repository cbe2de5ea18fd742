"""Installs Docker on a server with Debian or Ubuntu, from the packages of the distribution."""

from headstart.core.errors import WorkspaceError
from headstart.deploy.host import Host

# Ubuntu calls its package docker-compose-v2.
INSTALL = r"""
if docker compose version >/dev/null 2>&1; then exit 0; fi
. /etc/os-release
case " $ID ${ID_LIKE:-} " in
    *" debian "*) ;;
    *) echo "$PRETTY_NAME has no apt" >&2; exit 1 ;;
esac
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
$as_root apt-get update --quiet
compose=docker-compose
if apt-cache show docker-compose-v2 >/dev/null 2>&1; then compose=docker-compose-v2; fi
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes docker.io "$compose"
$as_root usermod --append --groups docker "$(id -un)"
"""


def install_docker(host: Host) -> None:
    """Install Docker and Compose, unless they are there. ``sudo`` may ask for a password.

    The user may use Docker from the next connection on.

    Raises:
        WorkspaceError: it failed.
    """
    if host.run_in_terminal(INSTALL) != 0:
        msg = (
            f"Docker cannot be installed on {host.target.host}, see above: install it there yourself, as "
            f"https://docs.docker.com/engine/install shows, then run `inv deploy {host.target.name}`"
        )
        raise WorkspaceError(msg)
