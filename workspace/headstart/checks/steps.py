"""The steps of ``inv check``, as changed by ``[tool.workspace.checks]`` in ``pyproject.toml``.

``"shell scripts" = false`` removes a step; ``"spelling" = "codespell backend"`` adds a step, or replaces the
step of that name.
"""

import shlex
from collections.abc import Callable, Iterable, Mapping

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError

Step = tuple[str, Callable[[], str]]


def configure(steps: Iterable[Step]) -> list[Step]:
    """Return the steps that the project does not override, and its own.

    Raises:
        WorkspaceError: a setting is neither a command nor a boolean.
    """
    own = [(name, _step(value)) for name, value in _settings().items() if isinstance(value, str)]
    return [*without_overridden(steps), *own]


def without_overridden(steps: Iterable[Step]) -> list[Step]:
    """Return the steps that the project neither removes nor replaces."""
    settings = _settings()
    return [step for step in steps if settings.get(step[0], True) is True]


def problem(completed: commands.Completed) -> str:
    """Return the output of a failed check; an empty text if it passed."""
    if completed.exit_code == 0:
        return ""
    return completed.output.strip() or f"exit code {completed.exit_code}"


def _step(command: str) -> Callable[[], str]:
    return lambda: problem(commands.run(shlex.split(command)))


def _settings() -> Mapping[str, str | bool]:
    settings: Mapping[str, str | bool] = project.pyproject()["tool"]["workspace"].get("checks", {})
    for name, value in settings.items():
        if not (value.strip() if isinstance(value, str) else isinstance(value, bool)):
            msg = (
                f'[tool.workspace.checks] in pyproject.toml sets "{name}" to {value!r}: set it to a command, '
                f'such as "{name}" = "codespell backend", or to false to remove the check'
            )
            raise WorkspaceError(msg)
    return settings
