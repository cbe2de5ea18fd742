"""Prepares what an upgrade would change, without running code of the new version."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import answers as answers_file
from headstart.scaffold import wheel
from headstart.scaffold.answers import Answers
from headstart.scaffold.upgrade import changelog, releases, rendering
from headstart.scaffold.upgrade.build_rules import refuse_build_code
from headstart.scaffold.upgrade.rendering import Version
from headstart.scaffold.upgrade.template import Template


@dataclass(frozen=True)
class Offer:
    """The old and the new version, with the new one's number, commit, wheel and changes."""

    answers: Answers
    source: str
    new: str
    commit: str
    wheel: Path
    changes: str
    before: Version
    after: Version

    @property
    def sha256(self) -> str:
        """The wheel's checksum."""
        return hashlib.sha256(self.wheel.read_bytes()).hexdigest()


def read_answers() -> Answers:
    """Return the recorded answers of this product.

    Raises:
        WorkspaceError: this is not a product.
    """
    answers = answers_file.read(project.ROOT)
    if answers is None:
        msg = 'this is Headstart itself, not a product: `inv init "Acme Shop"` makes one'
        raise WorkspaceError(msg)
    return answers


def newer_version(answers: Answers, source: str, requested: str = "") -> str:
    """Return the version to upgrade to; empty if this product already has it.

    Raises:
        WorkspaceError: there is no such release, it is older, or the template's address is unknown.
    """
    if not source:
        msg = (
            "the template's address is not recorded: run `inv upgrade --from URL`, "
            'or add `template = "URL"` to [tool.headstart] in pyproject.toml'
        )
        raise WorkspaceError(msg)
    version = releases.target(source, requested)
    if requested and releases.numbers(version) < releases.numbers(answers.version):
        msg = f"{version} is older than this product's version {answers.version}: choose a newer one"
        raise WorkspaceError(msg)
    return version if releases.numbers(version) > releases.numbers(answers.version) else ""


def prepare(answers: Answers, source: str, version: str, folder: Path) -> Offer:
    """Fetch both versions into a folder, and build the wheel of the new one.

    Raises:
        WorkspaceError: the template lacks one of them, or its wheel cannot be built without running its code.
    """
    template = Template(source, folder / "template.git")
    origin, commit = template.origin(answers), template.release(version)
    before = rendering.unpack(template.export(origin, folder / "old"))
    after = rendering.unpack(template.export(commit, folder / "new"))
    refuse_build_code(after.tooling)
    wheel_file = wheel.build(after.tooling, folder / "wheel")
    changes = changelog.between(template.read(commit, "CHANGELOG.md"), answers.version, version)
    return Offer(answers, source, version, commit, wheel_file, changes, before, after)
