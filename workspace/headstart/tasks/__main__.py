"""The program behind ``inv``: Invoke, with an overview of the tasks and explanations of mistyped commands."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches

from invoke import __version__
from invoke.exceptions import Exit, ParseError
from invoke.program import Program
from invoke.util import helpline

from headstart.core.errors import WorkspaceError
from headstart.tasks import GROUPS, HIDDEN_TASKS
from headstart.tasks.manifest import DEFAULT

BEGIN = """\
./inv up runs everything, and ./inv test tests everything: begin with these.
./inv TASK --help shows the options of a task."""


class Inv(Program):
    """Invoke's program for the tasks of a project."""

    def no_tasks_given(self) -> None:
        """Print the overview of the tasks."""
        sys.stdout.write(self._overview())
        raise Exit

    def print_help(self) -> None:
        """Print the overview of the tasks, then Invoke's own options."""
        self.load_collection()
        sys.stdout.write(f"{self._overview()}\nOptions of every task\n")
        self.print_columns(self.initial_context.help_tuples())

    def parse_core(self, argv: list[str] | None) -> None:
        """Parse Invoke's own options."""
        with self._explain():
            super().parse_core(argv)

    def parse_tasks(self) -> None:
        """Parse the tasks and their arguments."""
        with self._explain():
            super().parse_tasks()

    def parse_cleanup(self) -> None:
        """Print help or the list of tasks, if asked for."""
        with self._explain():
            super().parse_cleanup()

    def _overview(self) -> str:
        width = max(map(len, self.collection.task_names))
        lines = [BEGIN]
        for heading, names in self._groups().items():
            lines += ["", heading]
            for name in names:
                text = helpline(self.collection[name]) or ""
                lines.append(f"  {name.removesuffix(f'.{DEFAULT}'):<{width}}  {text}")
        return "\n".join((*lines, ""))

    def _groups(self) -> dict[str, list[str]]:
        """Return the names of the tasks by headings; those of the project itself come last."""
        groups = {
            heading: [name for name in tasks if name not in HIDDEN_TASKS] for heading, tasks in GROUPS.items()
        }
        known = {name for names in groups.values() for name in names}
        if own := [name for name in self.collection.task_names if name not in known]:
            groups["Your own tasks"] = own
        return groups

    @contextmanager
    def _explain(self) -> Iterator[None]:
        """Raise an error that says how to correct the command, instead of Invoke's own."""
        try:
            yield
        except ParseError as error:
            task = error.context.name if error.context else None
            text = re.sub(r"Flag <Argument: ([\w-]+).*> needed value .*", r"--\1 needs a value", str(error))
            unknown = text.removeprefix("No idea what ").removesuffix(" is!")
            if unknown == text:
                command = f"inv {task}" if task else "inv"
                msg = f"inv: {text.rstrip('.!')}: `{command} --help` shows how to use it"
            elif task:
                msg = f"inv: `inv {task}` does not accept {unknown}: `inv {task} --help` shows its options"
            elif unknown.startswith("'-"):
                msg = f"inv: `inv` does not accept {unknown}: `inv --help` shows its options"
            else:
                msg = f"inv: there is no task {unknown}: {self._suggestion(unknown.strip(chr(39)))}"
            raise Exit(msg, code=1) from None
        except WorkspaceError as error:
            raise Exit(f"inv: {error}", code=1) from None

    def _suggestion(self, unknown: str) -> str:
        names = [name.removesuffix(f".{DEFAULT}") for name in self.collection.task_names]
        nearest = get_close_matches(unknown, names, n=1)
        return f"did you mean `inv {nearest[0]}`?" if nearest else "`inv` lists all tasks"


if __name__ == "__main__":
    Inv(version=__version__, name="Invoke", binary="inv", binary_names=["inv", "invoke"]).run()
