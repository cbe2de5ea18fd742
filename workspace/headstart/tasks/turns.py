"""Tasks that write many files of the project take turns."""

import functools
import os
from collections.abc import Callable
from typing import ParamSpec

from headstart.core import project
from headstart.core.file_lock import file_lock
from headstart.tasks.declare import console

Arguments = ParamSpec("Arguments")


def one_at_a_time(body: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Let a task wait while another one of this kind runs in the same checkout, and say which one."""

    @functools.wraps(body)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        path = project.STATE / "scaffold.lock"

        def announce() -> None:
            holder = path.read_text("utf-8") or "another task"
            console.print(f"waiting for {holder}, which changes the same files", markup=False)

        with file_lock(path, announce):
            path.write_text(f"`inv {body.__name__}` (process {os.getpid()})", "utf-8")
            body(*args, **kwargs)

    return run
