"""What ``inv init`` asks in a terminal, and which option answers it where there is none."""

import sys

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold.answers import LICENSES, Answers
from headstart.tasks.declare import console


class Questions:
    """The questions, each with a default; ``yes`` takes the default without asking."""

    def __init__(self, *, yes: bool) -> None:
        self.yes = yes

    def title(self, recorded: Answers | None) -> str:
        """Return the title of the product."""
        default = (
            recorded.title if recorded else project.ROOT.name.replace("-", " ").replace("_", " ").title()
        )
        return self._ask("What is the product called?", default, 'add the title: inv init "Acme Shop"')

    def bare(self, *, bare: bool, sample: bool, recorded: Answers | None) -> bool:
        """Return whether the sample is left out."""
        if bare and sample:
            msg = "--bare leaves the sample out and --sample keeps it: give one of them"
            raise WorkspaceError(msg)
        if bare or sample or recorded:
            return bare or bool(recorded and recorded.bare)
        option = "add --sample to keep the sample (authors and books) or --bare to leave it out"
        return not self._agree("Keep the sample, authors and books?", option, default=True)

    def license(self, given: str, recorded: Answers | None) -> str:
        """Return the licence of the product."""
        if recorded:
            return recorded.license
        names = ", ".join(LICENSES)
        choice = given or LICENSES[0]
        if not given and not self.yes and sys.stdin.isatty():
            choice = self._ask(f"Which licence ({names})?", LICENSES[0], "")
        if choice.lower() not in LICENSES:
            msg = f"--license {choice} is unknown: choose one of {names}"
            raise WorkspaceError(msg)
        return choice.lower()

    def history(self, recorded: Answers | None) -> bool:
        """Return whether git starts over; never without a terminal, where --history says so."""
        if recorded or self.yes or not sys.stdin.isatty() or not (project.ROOT / ".git").is_dir():
            return False
        return self._agree("Start a fresh git history?", "", default=False)

    def _ask(self, question: str, default: str, option: str) -> str:
        if not sys.stdin.isatty() or (self.yes and not default):
            raise WorkspaceError(f"{question} {option[:1].upper()}{option[1:]}")
        return _input(f"{question} [{default}] ") or default

    def _agree(self, question: str, option: str, *, default: bool) -> bool:
        if self.yes:
            return default
        if not sys.stdin.isatty():
            raise WorkspaceError(f"{question} {option[:1].upper()}{option[1:]}")
        answer = _input(f"{question} [{'Y/n' if default else 'y/N'}] ").lower()
        return default if not answer else answer in {"y", "yes"}


def _input(prompt: str) -> str:
    """Read a line.

    Raises:
        WorkspaceError: the input ended.
    """
    try:
        return console.input(prompt, markup=False).strip()
    except EOFError:
        console.print()
        msg = "nothing was changed"
        raise WorkspaceError(msg) from None
