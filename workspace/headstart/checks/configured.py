"""The steps of ``inv check`` as ``[tool.workspace.checks]`` in ``pyproject.toml`` changes them.

``"shell scripts" = false`` leaves a step out, and ``"spelling" = "codespell backend"`` adds one, or replaces
the one of that name.
"""

import shlex
from collections.abc import Callable, Iterable, Mapping

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError

Step = tuple[str, Callable[[], str]]


def configured(steps: Iterable[Step]) -> list[Step]:
    """Return the steps that the project wants: those it has not changed, and its own.

    Raises:
        WorkspaceError: a setting is neither a command nor true or false.
    """
    added = [(name, _step(value)) for name, value in _settings().items() if isinstance(value, str)]
    return [*unchanged(steps), *added]


def unchanged(steps: Iterable[Step]) -> list[Step]:
    """Return the steps that the project neither leaves out nor replaces."""
    settings = _settings()
    return [step for step in steps if settings.get(step[0], True) is True]


def complaint(ended: commands.Completed) -> str:
    """Return what a check printed if it failed, and nothing if it passed."""
    return "" if ended.exit_code == 0 else ended.output.strip() or f"exit code {ended.exit_code}"


def _step(command: str) -> Callable[[], str]:
    return lambda: complaint(commands.run(shlex.split(command)))


def _settings() -> Mapping[str, str | bool]:
    settings: Mapping[str, str | bool] = project.pyproject()["tool"]["workspace"].get("checks", {})
    for name, value in settings.items():
        if not (value.strip() if isinstance(value, str) else isinstance(value, bool)):
            msg = (
                f'[tool.workspace.checks] in pyproject.toml sets "{name}" to {value!r}: write a command, '
                f'such as "{name}" = "codespell backend", or false to leave the check out'
            )
            raise WorkspaceError(msg)
    return settings
