"""The program ``yarn``: the pinned Yarn, with any Node."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.setup import toolchain, yarn


def test_the_process_becomes_the_pinned_yarn(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[list[str], str]] = []

    def execve(_program: str, args: list[str], environment: Mapping[str, str]) -> None:
        calls.append((args, environment["COREPACK_HOME"]))

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setattr(sys, "argv", ["yarn", "add", "a b"])
    monkeypatch.setattr(toolchain, "yarn", lambda: ["node", "corepack.js", "yarn"])
    monkeypatch.setattr(toolchain, "node_environment", lambda: {"COREPACK_HOME": str(project.STATE)})
    monkeypatch.setattr(toolchain, "registry_environment", dict)
    monkeypatch.chdir(project.ROOT)
    yarn.main()
    assert Path.cwd() == project.FRONTEND
    assert calls == [(["node", "corepack.js", "yarn", "add", "a b"], str(project.STATE))]


def test_without_node_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> list[str]:
        msg = "Node is missing"
        raise WorkspaceError(msg)

    monkeypatch.setattr(toolchain, "yarn", fail)
    with pytest.raises(SystemExit, match="yarn: Node is missing"):
        yarn.main()
