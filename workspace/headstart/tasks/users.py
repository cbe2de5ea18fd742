"""Tasks for users."""

from invoke.context import Context

from headstart.tasks.declare import task
from headstart.tasks.product_program import run_program


@task(
    email="the address with which the user signs in",
    name="the user's name; by default, the address up to @",
    admin="may look after users and jobs",
)
def create(_context: Context, email: str, name: str = "", admin: bool = False) -> None:
    """Create a user, and print a link for the password."""
    run_program(
        "app.users", "create", email, *([f"--name={name}"] if name else []), *(["--admin"] if admin else [])
    )


@task(email="the address of the user")
def password(_context: Context, email: str) -> None:
    """Print a link that sets a user's password."""
    run_program("app.users", "password", email)


@task(email="the address of the user")
def unlock(_context: Context, email: str) -> None:
    """Remove a second factor that a user lost."""
    run_program("app.users", "remove-second-factor", email)


@task()
def list_users(_context: Context) -> None:
    """Show the newest users."""
    run_program("app.users", "list")
