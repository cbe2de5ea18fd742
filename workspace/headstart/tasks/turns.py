"""Tasks that write the project's files or its databases take turns."""

import functools
import os
from collections.abc import Callable
from typing import ParamSpec

from headstart.core import project
from headstart.core.file_lock import file_lock
from headstart.tasks.declare import console

Arguments = ParamSpec("Arguments")

# Set while this process holds the lock: a task that it starts in another process need not wait for it.
HELD = "HEADSTART_LOCK"


def one_at_a_time(body: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Let a task wait while another one of this kind runs in the same checkout, and say which one."""

    @functools.wraps(body)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        path = project.STATE / "checkout.lock"
        if os.environ.get(HELD) == str(path):
            body(*args, **kwargs)
            return

        def announce() -> None:
            holder = path.read_text("utf-8") or "another task"
            console.print(f"waiting for {holder}, which changes the same files or databases", markup=False)

        with file_lock(path, announce):
            path.write_text(f"`inv {body.__name__}` (process {os.getpid()})", "utf-8")
            os.environ[HELD] = str(path)
            try:
                body(*args, **kwargs)
            finally:
                del os.environ[HELD]

    return run
