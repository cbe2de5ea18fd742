"""Tasks for users."""

import os
import sys

from invoke.context import Context
from invoke.exceptions import Exit

from headstart.core import commands, project
from headstart.postgres.application_role import application_url
from headstart.tasks.declare import console, task
from headstart.tasks.development_database import open_database


@task(
    email="the address with which the user signs in",
    name="the user's name; by default, the address up to @",
    admin="may look after users and jobs",
)
def create(_context: Context, email: str, name: str = "", admin: bool = False) -> None:
    """Create a user, and print a link for the password."""
    _run("create", email, *([f"--name={name}"] if name else []), *(["--admin"] if admin else []))


@task(email="the address of the user")
def password(_context: Context, email: str) -> None:
    """Print a link that sets a user's password."""
    _run("password", email)


@task(email="the address of the user")
def unlock(_context: Context, email: str) -> None:
    """Remove a second factor that a user lost."""
    _run("remove-second-factor", email)


@task()
def list_users(_context: Context) -> None:
    """Show the newest users."""
    _run("list")


def _run(*args: str) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": project.python_path(),
        "DATABASE_URL": application_url(open_database().url),
    }
    result = commands.run([sys.executable, "-m", "app.users", *args], environment, cwd=project.BACKEND)
    if result.exit_code:
        raise Exit(f"inv: {result.last_line.rpartition('error: ')[2]}", code=1)
    console.print(result.stdout.rstrip(), markup=False)
