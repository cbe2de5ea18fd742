"""Runs pip and reads its configuration. Standard library only.

The configuration is read once, from files and the environment. pip then runs only with the settings about
downloads.
"""

import ast
import importlib.util
import os
import re
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from headstart.core import commands
from headstart.core.errors import WorkspaceError
from headstart.setup import package_settings

# In increasing precedence, as in pip.
SECTIONS = ("global", "install", ":env:")
# Settings in files that would suppress or change the output.
OUTPUT_SETTINGS = {"COLUMNS": "1000", "PIP_QUIET": "0", "PIP_VERBOSE": "0", "PIP_NO_COLOR": "1"}


def command() -> list[str]:
    """Return the arguments that run pip: the installed one, or the copy in the module venv.

    Raises:
        WorkspaceError: this Python has neither.
    """
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    ensurepip = importlib.util.find_spec("ensurepip")
    folders = [Path(sysconfig.get_config_var("WHEEL_PKG_DIR") or "no-such-folder")]
    folders += [Path(ensurepip.origin).parent / "_bundled"] if ensurepip and ensurepip.origin else []
    wheels = [wheel for folder in folders for wheel in folder.glob("pip-*.whl")]
    if not wheels:
        msg = "this Python has neither pip nor venv: install them (on Debian: apt install python3-venv)"
        raise WorkspaceError(msg)
    return [sys.executable, str(wheels[0] / "pip")]


def configuration() -> dict[str, str]:
    """Return the settings about downloads: ``proxy``, ``cert`` and so on."""
    output = commands.run([*command(), "config", "list"], _environment_for_queries()).stdout
    result: dict[str, str] = {}
    for section in SECTIONS:
        for name, value in re.findall(rf"^{section}\.([\w-]+)=('.*'|\".*\")$", output, re.MULTILINE):
            if name != "config-file" and package_settings.is_download_setting("PIP_", name):
                result[name] = ast.literal_eval(value)
    return result


def environment(configuration: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which pip has only this configuration."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    own = {f"PIP_{name.upper().replace('-', '_')}": value for name, value in configuration.items()}
    return {**others, **own, "PIP_CONFIG_FILE": os.devnull}


def settings(configuration: Mapping[str, str]) -> dict[str, str]:
    """Return the configuration as environment variables of uv and Poetry: index, certificates, proxy."""
    address = index()
    variables = {"UV_DEFAULT_INDEX": address, "POETRY_PYPI_MIRROR_URL": address, "UV_SYSTEM_CERTS": "true"}
    if cert := configuration.get("cert"):
        variables |= {"SSL_CERT_FILE": cert, "REQUESTS_CA_BUNDLE": cert}
    if proxy := configuration.get("proxy"):
        variables |= {"HTTPS_PROXY": proxy, "HTTP_PROXY": proxy}
    return variables


def index() -> str:
    """Return the configured index, which pip's help shows.

    Raises:
        WorkspaceError: pip does not run.
    """
    result = commands.run([*command(), "install", "--help"], _environment_for_queries())
    match = re.search(r"--index-url .*?\(default (\S+?)/?\)", result.output, re.DOTALL)
    if match is None:
        version = f"{' '.join(command())} --version"
        msg = f"pip did not report its index ({result.last_line}): check that `{version}` works"
        raise WorkspaceError(msg)
    return match[1] + "/"


def _environment_for_queries() -> dict[str, str]:
    return {**package_settings.without_personal_settings(os.environ), **OUTPUT_SETTINGS}
