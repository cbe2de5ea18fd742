"""Known vulnerabilities of the locked packages and of the images, from public advisory databases."""

import json
import shutil
from collections.abc import Iterator

from headstart.build import images
from headstart.core import commands, project
from headstart.core.commands import Completed
from headstart.core.errors import WorkspaceError
from headstart.setup import bootstrap, node_packages, requirements, toolchain

PIP_AUDIT = "2.10.1"
GROUPS = {"main", "dev", "node", "postgres"}


class NotScanned(Exception):
    """The images are not scanned, for the reason in the message."""


class Unreachable(WorkspaceError):
    """An advisory database cannot be reached."""

    def __init__(self, *, database: str) -> None:
        super().__init__(f"cannot reach the advisory database of {database}: try again on another network")


def python() -> list[str]:
    """Return one line for each vulnerability of the packages in ``poetry.lock``.

    Raises:
        Unreachable: the advisory database cannot be reached.
    """
    path = project.STATE / "audit.txt"
    requirements.write_requirements(path, GROUPS)
    uv, environment = bootstrap.find_uv()
    args = [
        *(uv, "tool", "run", f"pip-audit@{PIP_AUDIT}", "--format", "json"),
        *("--progress-spinner", "off", "--disable-pip", "--require-hashes", "--requirement", path),
    ]
    return list(_python_findings(commands.run(args, environment)))


def _python_findings(audit: Completed) -> Iterator[str]:
    try:
        packages = json.loads(audit.stdout)["dependencies"]
    except (ValueError, KeyError):
        raise Unreachable(database="PyPI") from None
    # If the index has no advisories, pip-audit skips every package and reports success.
    if all("skip_reason" in package for package in packages):
        raise Unreachable(database="PyPI")
    for package in packages:
        for vulnerability in package.get("vulns", ()):
            fixes = ", ".join(vulnerability["fix_versions"]) or "no version yet"
            yield f"{package['name']} {package['version']}: {vulnerability['id']}, fixed in {fixes}"


def node() -> list[str]:
    """Return one line for each vulnerability of the packages in ``yarn.lock``.

    Raises:
        Unreachable: the advisory database cannot be reached.
    """
    node_packages.install()
    environment = {**toolchain.node_environment(), **toolchain.registry_environment()}
    args = [*toolchain.yarn(), "npm", "audit", "--all", "--recursive", "--json"]
    return list(_node_findings(commands.run(args, environment, cwd=project.FRONTEND)))


def _node_findings(audit: Completed) -> Iterator[str]:
    lines = [json.loads(line) for line in audit.stdout.splitlines() if line.startswith("{")]
    advisories = [line for line in lines if "children" in line]
    if audit.exit_code != 0 and not advisories:
        raise Unreachable(database="npm")
    for advisory in advisories:
        details = advisory["children"]
        yield f"{advisory['value']}: {details['Issue']} ({details['Severity']}), {details['URL']}"


def container_images() -> list[str]:
    """Return one line for each vulnerability of the production images that a newer package fixes.

    Trivy also knows the packages of the base images. Severities other than "high" and "critical" are ignored.

    Raises:
        NotScanned: Trivy is not installed, or the images are not built.
        Unreachable: Trivy cannot download its database.
    """
    scanner, docker = shutil.which("trivy"), images.docker()
    if scanner is None:
        raise NotScanned("Trivy is not installed")
    if docker is None:
        raise NotScanned("Docker is not running")
    listed = commands.run([docker, "compose", "--file", images.COMPOSE_FILE, "config", "--images"])
    names = sorted({*listed.stdout.split()})
    built = [name for name in names if name.endswith(":latest")]  # Trivy pulls the others, if necessary
    if commands.run([docker, "image", "inspect", *built]).exit_code != 0:
        raise NotScanned("run `inv build` first")
    args = [scanner, "image", "--quiet", "--format", "json", "--scanners", "vuln", "--ignore-unfixed"]
    return [
        finding
        for name in names
        for finding in _image_findings(name, commands.run([*args, "--severity", "HIGH,CRITICAL", name]))
    ]


def _image_findings(name: str, scan: Completed) -> Iterator[str]:
    if scan.exit_code != 0:
        raise Unreachable(database=f"Trivy ({scan.last_line})")
    for result in json.loads(scan.stdout).get("Results") or ():
        for found in result.get("Vulnerabilities") or ():
            yield (
                f"{name}: {found['PkgName']} {found['InstalledVersion']}: {found['VulnerabilityID']} "
                f"({found['Severity'].lower()}), fixed in {found['FixedVersion']}"
            )
