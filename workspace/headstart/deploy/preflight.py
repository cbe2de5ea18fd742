"""Examines the checkout before a deployment: its settings, migrations and versions."""

import json
import os
import sys

from headstart.checks import run
from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.deploy.targets import Target
from headstart.migrations import lint

LOAD_SETTINGS = "from app.config import *; load_settings(Settings)"
SECRET = "x" * 32  # in the place of each secret, which only the server knows


def check_settings(docker: str, target: Target) -> None:
    """Check the settings of a target as the API and the worker are going to.

    Raises:
        WorkspaceError: one is missing or invalid.
    """
    where = f"[tool.deploy.{target.name}.environment] in pyproject.toml"
    files = [f"--file={path}" for path in target.compose_files]
    environment = {**os.environ, "SITE_ADDRESS": "", **target.environment}
    failure = f"{where} is not complete"
    text = commands.output(
        [docker, "compose", *files, "config", "--format=json"], environment, failure=failure
    )
    services = json.loads(text)["services"]
    for service in (services["api"], services["worker"]):
        secrets = {each["source"].upper(): SECRET for each in service["secrets"]}
        own = {"PYTHONPATH": project.python_path(), "ENVIRONMENT": "production"}
        environment = {**os.environ, **own, **secrets, **service["environment"]}
        result = commands.run([sys.executable, "-c", LOAD_SETTINGS], environment)
        if result.exit_code != 0:
            msg = f"{where} is not valid: {result.last_line.partition(': ')[2]}"
            raise WorkspaceError(msg)


def check_versions() -> None:
    """Check that the migrations match the models, and the versions in files those that are pinned.

    Raises:
        WorkspaceError: they do not.
    """
    for outcome in run.run_before_deployment():
        if outcome.problem:
            msg = f"`inv check` fails ({outcome.name}): {outcome.problem}"
            raise WorkspaceError(msg)


def check_locks(revision: str) -> None:
    """Check that the product can serve while the migrations after a revision run.

    Raises:
        WorkspaceError: one of them locks a table for long, or changes something that the product may use.
    """
    if problems := lint.lint(revision):
        msg = f"{problems}\nChange the migration as shown by `inv docs database`, or pass --maintenance"
        raise WorkspaceError(msg)
