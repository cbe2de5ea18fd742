"""The tasks of this project: those of the tooling, and your own.

A task of your own is a plain Invoke task. Write it here, or in a module beside this file, and add it with
``namespace.add_task(my_task)``.
"""

from headstart.tasks import namespace

__all__ = ["namespace"]
