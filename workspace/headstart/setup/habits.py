"""The environment of package managers: of their own settings, only those that say how packages are fetched.

A habit such as ``PIP_USER=1``, ``UV_REQUIRE_HASHES=1`` or ``YARN_NODE_LINKER=pnp`` would change what a set-up
installs, or stop it. Standard library only.
"""

import re
from collections.abc import Mapping

# By the prefix of its environment variables: index, proxy, certificates, credentials, caches, timeouts.
FETCHING = {
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
FIXED = {"UV_NO_CONFIG": "1"}


def without_habits(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without the settings of package managers that do not concern fetching."""
    return {name: value for name, value in environment.items() if not _is_habit(name)} | FIXED


def is_fetching(prefix: str, setting: str) -> bool:
    """Return whether a setting, in a file or in the environment, says how packages are fetched."""
    return re.fullmatch(FETCHING[prefix], setting.upper().replace("-", "_")) is not None


def _is_habit(name: str) -> bool:
    prefix = next((prefix for prefix in FETCHING if name.upper().startswith(prefix)), None)
    return prefix is not None and not is_fetching(prefix, name[len(prefix) :])
