"""The questions of ``inv init`` in a terminal, and the options that answer them without one."""

import sys

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold.answers import LICENSES, Answers
from headstart.tasks.declare import ask


class Questions:
    """The questions, each with a default; ``yes`` takes the default without asking."""

    def __init__(self, *, yes: bool) -> None:
        self.yes = yes

    def title(self, old_answers: Answers | None) -> str:
        """Return the title of the product."""
        default = (
            old_answers.title
            if old_answers
            else project.ROOT.name.replace("-", " ").replace("_", " ").title()
        )
        return self._ask("What is the product called?", default, 'add the title: inv init "Acme Shop"')

    def bare(self, *, bare: bool, sample: bool, old_answers: Answers | None) -> bool:
        """Return whether to remove the sample."""
        if bare and sample:
            msg = "--bare and --sample exclude each other: pass one of them"
            raise WorkspaceError(msg)
        if sample and old_answers and old_answers.bare:
            msg = (
                "this product has no sample: only a new clone of Headstart can keep it, so make the product "
                "again from one, or leave out --sample"
            )
            raise WorkspaceError(msg)
        if bare or sample or old_answers:
            return bare or bool(old_answers and old_answers.bare)
        option = "add --sample to keep the sample (authors and books) or --bare to remove it"
        return not self._ask_yes_or_no("Keep the sample (authors and books)?", option, default=True)

    def license(self, value: str, old_answers: Answers | None) -> str:
        """Return the licence of the product."""
        if old_answers and not value:
            return old_answers.license
        names = ", ".join(LICENSES)
        choice = value or LICENSES[0]
        if not value and not self.yes and sys.stdin.isatty():
            choice = self._ask(f"Which licence ({names})?", LICENSES[0], "")
        if choice.lower() not in LICENSES:
            msg = f"unknown licence {choice}: use --license with one of {names}"
            raise WorkspaceError(msg)
        if old_answers and choice.lower() != old_answers.license:
            msg = (
                f"this product has the licence {old_answers.license}: change LICENSE and pyproject.toml by "
                "hand, and leave out --license"
            )
            raise WorkspaceError(msg)
        return choice.lower()

    def history(self, old_answers: Answers | None) -> bool:
        """Return whether to start a fresh git history; without a terminal, only --history does."""
        if old_answers or self.yes or not sys.stdin.isatty() or not (project.ROOT / ".git").is_dir():
            return False
        return self._ask_yes_or_no("Start a fresh git history?", "", default=False)

    def _ask(self, question: str, default: str, option: str) -> str:
        if not sys.stdin.isatty() or (self.yes and not default):
            raise WorkspaceError(f"{question} {option[:1].upper()}{option[1:]}")
        return ask(f"{question} [{default}] ") or default

    def _ask_yes_or_no(self, question: str, option: str, *, default: bool) -> bool:
        if self.yes:
            return default
        if not sys.stdin.isatty():
            raise WorkspaceError(f"{question} {option[:1].upper()}{option[1:]}")
        answer = ask(f"{question} [{'Y/n' if default else 'y/N'}] ").lower()
        return default if not answer else answer in {"y", "yes"}
