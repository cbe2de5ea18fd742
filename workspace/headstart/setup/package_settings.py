"""Filters the environment of package managers: only settings about downloads are kept.

Personal settings such as ``PIP_USER=1``, ``UV_REQUIRE_HASHES=1`` or ``YARN_NODE_LINKER=pnp`` would change or
break the set-up. Standard library only.
"""

import re
from collections.abc import Mapping

# Settings to keep, by the prefix of the variables: index, proxy, certificates, credentials, caches, timeouts.
DOWNLOAD_SETTINGS = {
    "PIP_": r"(EXTRA_)?INDEX_URL|FIND_LINKS|PROXY|(CLIENT_)?CERT|TRUSTED_HOST|KEYRING_PROVIDER|CACHE_DIR"
    r"|(DEFAULT_)?TIMEOUT|(RESUME_)?RETRIES|CONFIG_FILE",
    "UV_": r"INDEX_.*|(DEFAULT_)?INDEX|EXTRA_INDEX_URL|FIND_LINKS|INSECURE_HOST|NATIVE_TLS|SYSTEM_CERTS"
    r"|KEYRING_PROVIDER|CREDENTIALS_DIR|CACHE_DIR|LINK_MODE|CONCURRENT_.*|.*_TIMEOUT|.*_RETRIES",
    "POETRY_": r"PYPI_.*|REPOSITORIES_.*|CERTIFICATES_.*|HTTP_BASIC_.*|KEYRING_.*|CACHE_DIR|REQUESTS_.*",
    "YARN_": r"NPM_.*|HTTPS?_.*|UNSAFE_HTTP_WHITELIST|ENABLE_STRICT_SSL|NETWORK_.*|(CACHE|GLOBAL)_FOLDER",
    "COREPACK_": r"NPM_.*|INTEGRITY_KEYS|HOME",
    "NPM_CONFIG_": r".*REGISTRY|CA(FILE)?|CERT|KEY|STRICT_SSL|(HTTPS?_|NO)?PROXY|.*AUTH.*|(USER|GLOBAL)CONFIG"
    r"|CACHE|FETCH_.*",
}
# uv's index and certificates come from pip's settings.
FIXED_SETTINGS = {"UV_NO_CONFIG": "1"}


def without_personal_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without settings of package managers, except those about downloads."""
    return {
        name: value for name, value in environment.items() if not _is_personal_setting(name)
    } | FIXED_SETTINGS


def is_download_setting(prefix: str, setting: str) -> bool:
    """Return whether a setting, from a file or the environment, is about downloads."""
    return re.fullmatch(DOWNLOAD_SETTINGS[prefix], setting.upper().replace("-", "_")) is not None


def _is_personal_setting(name: str) -> bool:
    prefix = next((prefix for prefix in DOWNLOAD_SETTINGS if name.upper().startswith(prefix)), None)
    return prefix is not None and not is_download_setting(prefix, name[len(prefix) :])
