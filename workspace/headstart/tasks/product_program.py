"""Runs the product's own programs for the command line on the development database."""

import os
import sys

from invoke.exceptions import Exit

from headstart.core import commands, project
from headstart.postgres import application_role
from headstart.tasks.declare import console
from headstart.tasks.development_database import open_database


def run_program(module: str, *args: str) -> None:
    """Run a module of the back end and print its output; raises Exit with its message if it fails."""
    url = open_database().url
    application_role.grant(url)  # before the first `inv up`, there is no such role
    environment = {
        **os.environ,
        "PYTHONPATH": project.python_path(),
        "DATABASE_URL": application_role.application_url(url),
    }
    result = commands.run([sys.executable, "-m", module, *args], environment, cwd=project.BACKEND)
    if result.exit_code:
        raise Exit(f"inv: {result.last_line.rpartition('error: ')[2]}", code=1)
    console.print(result.stdout.rstrip(), markup=False)
