"""The development server: Granian, whose workers find the libraries loaded when they start.

A reload starts a new worker process. Importing Flask, SQLAlchemy and pydantic takes it a second, and
they do not change between two saves: this process loads them once, and its workers are forked from it.
"""

import importlib
import multiprocessing
import sys

from granian.cli import entrypoint

# What `app` imports from elsewhere. One that is missing here costs its time on every reload, no more.
PRELOADED = ("alembic.script", "apiflask", "flask", "psycopg2", "pydantic_settings", "sqlalchemy.orm")


def main() -> None:
    """Run Granian with the command line's words."""
    if sys.platform == "linux":  # elsewhere a forked process must not use the system's libraries
        multiprocessing.set_start_method("fork")
        for name in PRELOADED:
            importlib.import_module(name)
    entrypoint()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
