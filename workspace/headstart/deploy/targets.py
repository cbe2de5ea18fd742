"""The servers to deploy to: ``user@host``, or a name from ``[tool.deploy]`` in ``pyproject.toml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from headstart.build import images
from headstart.core import project
from headstart.core.errors import WorkspaceError

DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+", re.IGNORECASE)
REGISTRY = re.compile(r"[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*")
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
OPTIONAL = {"environment", "overlays", "registry"}
OWN_VARIABLES = {"API_IMAGE", "UI_IMAGE", "PROXY_IMAGE", "RELEASE", "COMPOSE_PROJECT_NAME"}


@dataclass(frozen=True)
class Target:
    """A server, as given on the command line or by a name.

    ``host`` is what ``ssh`` accepts: ``user@host``, ``ssh://user@host:port`` or a name from its own
    configuration. ``environment`` has the variables of ``infra/compose.production.yml``. Images go through
    the ``registry``, if there is one. An overlay is the ``NAME`` of a file ``infra/compose.NAME.yml``.
    """

    name: str
    host: str
    environment: Mapping[str, str] = field(default_factory=dict)
    registry: str = ""
    overlays: tuple[str, ...] = ()

    @property
    def compose_files(self) -> list[Path]:
        """The Compose files, each of which changes the ones before."""
        folder = images.COMPOSE_FILE.parent
        return [images.COMPOSE_FILE, *(folder / f"compose.{name}.yml" for name in self.overlays)]

    @property
    def address(self) -> str:
        """The address that people open."""
        site = self.environment.get("SITE_ADDRESS", "")
        port = self.environment.get("HTTPS_PORT", "443")
        default = site and f"https://{site}{'' if port == '443' else f':{port}'}"
        return (self.environment.get("PUBLIC_URL") or default).rstrip("/")

    @property
    def ports(self) -> set[int]:
        """The ports that the proxy opens on the server."""
        return {int(self.environment.get(name, port)) for name, port in PORTS.items()}


PORTS = {"HTTP_PORT": "80", "HTTPS_PORT": "443"}


def compose_project() -> str:
    """Return the name of the Compose project, which is the name of its folder on the server, too."""
    match = re.search(r"^name: (\S+)$", images.COMPOSE_FILE.read_text("utf-8"), re.MULTILINE)
    if match is None:
        msg = f"{images.COMPOSE_FILE} has no name: add a line such as `name: {project.name()}-production`"
        raise WorkspaceError(msg)
    return match[1]


def configured() -> Mapping[str, Any]:
    """Return the settings of all targets in ``pyproject.toml``."""
    found: Mapping[str, Any] = project.pyproject().get("tool", {}).get("deploy", {})
    return found


def find(text: str) -> Target:
    """Return the target of a command line; without a name, the only target that is configured.

    Raises:
        WorkspaceError: there is no such target, or its settings are invalid.
    """
    known = configured()
    if not text:
        if len(known) != 1:
            names = " or ".join(f"`inv deploy {name}`" for name in known)
            msg = f"deploy where? Run {names or '`inv deploy user@host`'}"
            raise WorkspaceError(msg)
        (text,) = known
    if text in known:
        return _validated(text, known[text])
    if not re.fullmatch(r"[\w.@:/\[\]-]+", text) or text.startswith("-") or not ({"@", ".", ":"} & set(text)):
        names = f" (configured: {', '.join(known)})" if known else ""
        msg = f"unknown target {text}{names}: add [tool.deploy.{text}] to pyproject.toml, or use user@host"
        raise WorkspaceError(msg)
    return _validated(text, {"host": text})


def _validated(name: str, settings: object) -> Target:
    where = f"[tool.deploy.{name}] in pyproject.toml"
    match settings:
        case {"host": str(host), **others} if host.strip("-") == host and others.keys() <= OPTIONAL:
            variables, registry = others.get("environment", {}), str(others.get("registry", ""))
            overlays = others.get("overlays", [])
        case _:
            host, variables, registry, overlays = "", None, "", []
    if not host or not isinstance(variables, dict):
        msg = (
            f'{where} needs host = "user@host", and may have `registry`, `overlays` and a table `environment`'
        )
        raise WorkspaceError(msg)
    check_registry(registry)
    environment = {key: str(value) for key, value in variables.items()}
    for key, value in environment.items():
        if not VARIABLE.fullmatch(key) or key in OWN_VARIABLES or re.search(r"['\n]", value):
            msg = f"{where}: {key} cannot be set there: see `inv docs production` for the variables"
            raise WorkspaceError(msg)
    for key in PORTS:
        if not environment.get(key, "1").isdecimal():
            msg = f"{where}: {key} must be a number, such as 8080"
            raise WorkspaceError(msg)
    if "PUBLIC_URL" not in environment and "SITE_ADDRESS" not in environment:
        hostname = _hostname(host)
        if not DOMAIN.fullmatch(hostname):
            msg = (
                f"{hostname} is not a domain: set SITE_ADDRESS to yours in [tool.deploy.NAME.environment] "
                f"in pyproject.toml, as shown by `inv docs deploy`"
            )
            raise WorkspaceError(msg)
        environment["SITE_ADDRESS"] = hostname
    return Target(name, host, environment, registry, _overlays(overlays, where))


def _overlays(names: object, where: str) -> tuple[str, ...]:
    known = {path.name.split(".")[1] for path in images.COMPOSE_FILE.parent.glob("compose.*.yml")}
    known.remove("production")
    if not isinstance(names, list) or not known.issuperset(names):
        msg = f"{where}: overlays must be a list of these names: {', '.join(sorted(known))}"
        raise WorkspaceError(msg)
    return tuple(names)


def check_registry(text: str) -> None:
    """Check the address of a registry, if there is one.

    Raises:
        WorkspaceError: it cannot be the beginning of an image's name.
    """
    if text and not REGISTRY.fullmatch(text):
        msg = f"{text} is not the address of a registry: write HOST/PATH, such as registry.example.com/shop"
        raise WorkspaceError(msg)


def _hostname(host: str) -> str:
    return urlsplit(host if "//" in host else f"ssh://{host}").hostname or host
