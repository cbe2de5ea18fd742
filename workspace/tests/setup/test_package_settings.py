"""The set-up only keeps settings of package managers about downloads."""

import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from headstart.core import commands
from headstart.setup import package_settings, pip

PERSONAL_SETTINGS = (
    *("PIP_REQUIRE_VIRTUALENV", "PIP_USER", "PIP_CONSTRAINT", "PIP_NO_INDEX", "PIP_PYTHON", "PIP_TARGET"),
    *("UV_EXCLUDE_NEWER", "UV_REQUIRE_HASHES", "UV_PYTHON_PREFERENCE", "UV_NO_CACHE", "UV_OFFLINE"),
    *("UV_SYSTEM_PYTHON", "UV_CONFIG_FILE", "UV_NO_BINARY", "UV_CONSTRAINT", "UV_RESOLUTION"),
    *("POETRY_VIRTUALENVS_CREATE", "POETRY_VIRTUALENVS_IN_PROJECT", "POETRY_INSTALLER_NO_BINARY"),
    *("YARN_NODE_LINKER", "YARN_ENABLE_NETWORK", "YARN_IGNORE_PATH", "COREPACK_ENABLE_STRICT"),
    *("npm_config_json", "NPM_CONFIG_DRY_RUN", "npm_config_offline"),
)
DOWNLOAD_SETTINGS = (
    *("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_CERT", "PIP_PROXY", "PIP_CONFIG_FILE"),
    *("PIP_DEFAULT_TIMEOUT", "PIP_CACHE_DIR", "PIP_TRUSTED_HOST", "UV_DEFAULT_INDEX", "UV_HTTP_TIMEOUT"),
    *("UV_INDEX_COMPANY_PASSWORD", "UV_CACHE_DIR", "UV_LINK_MODE", "UV_SYSTEM_CERTS"),
    *("POETRY_PYPI_MIRROR_URL", "POETRY_HTTP_BASIC_COMPANY_PASSWORD", "POETRY_CERTIFICATES_COMPANY_CERT"),
    *("YARN_NPM_REGISTRY_SERVER", "YARN_NPM_AUTH_TOKEN", "YARN_HTTPS_PROXY", "COREPACK_NPM_REGISTRY"),
    *("npm_config_registry", "NPM_CONFIG_CAFILE", "npm_config_https_proxy", "HTTPS_PROXY", "SSL_CERT_FILE"),
)


@pytest.mark.parametrize("name", PERSONAL_SETTINGS)
def test_personal_settings_are_removed(name: str) -> None:
    assert package_settings.without_personal_settings({name: "1"}) == {"UV_NO_CONFIG": "1"}


@pytest.mark.parametrize("name", DOWNLOAD_SETTINGS)
def test_settings_about_downloads_are_kept(name: str) -> None:
    assert package_settings.without_personal_settings({name: "1"})[name] == "1"


# A pip.conf with the index of a company and personal settings.
CONF = """
[global]
index-url = https://pypi.example.com/simple
cert = /etc/it's company.pem
timeout = 77
quiet = 2
require-virtualenv = true
constraint = /nonexistent
no-index = true
[install]
user = true
prefix = /nonexistent
require-hashes = true
"""


def test_of_a_configuration_file_only_download_settings_are_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "pip.conf").write_text(CONF, "utf-8")
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(folder / "pip.conf"))
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_TIMEOUT", "88")
    configured = pip.configuration()
    assert configured == {
        "index-url": "https://pypi.example.com/simple",
        "cert": "/etc/it's company.pem",
        "timeout": "88",
    }
    assert pip.settings(configured)["UV_DEFAULT_INDEX"] == "https://pypi.example.com/simple/"
    output = commands.run([*pip.command(), "config", "list"], pip.environment(configured)).stdout
    assert sorted(line.partition("=")[0] for line in output.splitlines()) == [
        *(":env:.cert", ":env:.config-file", ":env:.index-url", ":env:.timeout")
    ]


def test_pip_ignores_personal_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = folder / "own-1-py3-none-any.whl"
    _write_wheel(wheel)
    (folder / "pip.conf").write_text(CONF.replace("cert", "client-cert"), "utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(folder / "pip.conf"))
    for name in ("PIP_REQUIRE_VIRTUALENV", "PIP_USER", "PIP_NO_INDEX", "PIP_REQUIRE_HASHES"):
        monkeypatch.setenv(name, "1")
    configured = {name: value for name, value in pip.configuration().items() if name != "client-cert"}
    args = [*pip.command(), "install", "--no-deps", "--target", folder / "target", wheel]
    result = commands.run(args, pip.environment(configured))
    assert result.exit_code == 0, result.output
    assert (folder / "target" / "own.py").exists()


def _write_wheel(path: Path) -> None:
    """Write the smallest package that pip installs."""
    info = "own-1.dist-info"
    contents = {
        "own.py": "",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: own\nVersion: 1\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},,\n" for name in (*contents, f"{info}/RECORD"))
    with ZipFile(path, "w") as archive:
        for name, text in (contents | {f"{info}/RECORD": record}).items():
            archive.writestr(name, text)
