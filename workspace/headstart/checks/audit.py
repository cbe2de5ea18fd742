"""Known vulnerabilities of the locked packages, from the advisory databases of PyPI and npm."""

import json
from collections.abc import Iterator

from headstart.core import commands, project
from headstart.core.commands import Completed
from headstart.core.errors import WorkspaceError
from headstart.setup import bootstrap, node_packages, requirements, toolchain

PIP_AUDIT = "2.10.1"
GROUPS = {"main", "dev", "node", "postgres"}


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
