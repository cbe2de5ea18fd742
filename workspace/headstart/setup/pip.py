"""pip: how it is run, and what it is configured for. Standard library only.

Its configuration is read once. What it installs, it installs with nothing but the settings that say how
packages are fetched, whether these were in a file or in the environment.
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
from headstart.setup import habits

# The weakest first: pip's own order.
SECTIONS = ("global", "install", ":env:")
# In a file, these would silence its answers.
AUDIBLE = {"COLUMNS": "1000", "PIP_QUIET": "0", "PIP_VERBOSE": "0", "PIP_NO_COLOR": "1"}


def command() -> list[str]:
    """Return the arguments that run pip: the Python's own, or the copy that its module venv brings.

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
        msg = "this Python came without pip and venv: install them (on Debian: apt install python3-venv)"
        raise WorkspaceError(msg)
    return [sys.executable, str(wheels[0] / "pip")]


def configuration() -> dict[str, str]:
    """Return the settings that say how packages are fetched: ``proxy``, ``cert`` and so on."""
    listed = commands.run([*command(), "config", "list"], _asking()).stdout
    found: dict[str, str] = {}
    for section in SECTIONS:
        for name, value in re.findall(rf"^{section}\.([\w-]+)=('.*'|\".*\")$", listed, re.MULTILINE):
            if name != "config-file" and habits.is_fetching("PIP_", name):
                found[name] = ast.literal_eval(value)
    return found


def environment(configured: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which pip has this configuration and no other."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    mine = {f"PIP_{name.upper().replace('-', '_')}": value for name, value in configured.items()}
    return {**others, **mine, "PIP_CONFIG_FILE": os.devnull}


def settings(configured: Mapping[str, str]) -> dict[str, str]:
    """Return the configuration as uv's and Poetry's environment variables: index, certificates, proxy."""
    address = index()
    passed_on = {"UV_DEFAULT_INDEX": address, "POETRY_PYPI_MIRROR_URL": address, "UV_SYSTEM_CERTS": "true"}
    if cert := configured.get("cert"):
        passed_on |= {"SSL_CERT_FILE": cert, "REQUESTS_CA_BUNDLE": cert}
    if proxy := configured.get("proxy"):
        passed_on |= {"HTTPS_PROXY": proxy, "HTTP_PROXY": proxy}
    return passed_on


def index() -> str:
    """Return the index that pip is configured for: its help states it, wherever it was set.

    Raises:
        WorkspaceError: pip does not run.
    """
    ended = commands.run([*command(), "install", "--help"], _asking())
    stated = re.search(r"--index-url .*?\(default (\S+?)/?\)", ended.output, re.DOTALL)
    if stated is None:
        version = f"{' '.join(command())} --version"
        msg = f"pip does not tell its index ({ended.last_line}): see that `{version}` works"
        raise WorkspaceError(msg)
    return stated[1] + "/"


def _asking() -> dict[str, str]:
    return {**habits.without_habits(os.environ), **AUDIBLE}
