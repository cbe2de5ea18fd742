"""The tasks of this project: the tasks of the tooling, and your own.

Your own tasks are ordinary Invoke tasks. Write them here, or in a module next to this file, and add them with
``namespace.add_task(my_task)``.
"""

from headstart.tasks import namespace

__all__ = ["namespace"]
