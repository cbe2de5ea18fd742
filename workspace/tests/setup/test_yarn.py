"""Yarn as a word to type: the pinned one, wherever Node comes from."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.setup import toolchain, yarn


def test_the_process_becomes_the_pinned_yarn(monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[tuple[list[str], str]] = []

    def become(_program: str, words: list[str], environment: Mapping[str, str]) -> None:
        became.append((words, environment["COREPACK_HOME"]))

    monkeypatch.setattr(os, "execve", become)
    monkeypatch.setattr(sys, "argv", ["yarn", "add", "a b"])
    monkeypatch.setattr(toolchain, "yarn", lambda: ["node", "corepack.js", "yarn"])
    monkeypatch.setattr(toolchain, "node_environment", lambda: {"COREPACK_HOME": str(project.STATE)})
    monkeypatch.setattr(toolchain, "registry_environment", dict)
    monkeypatch.chdir(project.ROOT)
    yarn.main()
    assert Path.cwd() == project.FRONTEND
    assert became == [(["node", "corepack.js", "yarn", "add", "a b"], str(project.STATE))]


def test_without_a_node_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> list[str]:
        msg = "Node is nowhere"
        raise WorkspaceError(msg)

    monkeypatch.setattr(toolchain, "yarn", nowhere)
    with pytest.raises(SystemExit, match="yarn: Node is nowhere"):
        yarn.main()
