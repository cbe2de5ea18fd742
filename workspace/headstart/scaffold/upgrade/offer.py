"""What an upgrade would bring, put together without running anything of the new version."""

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
    """Both versions in folders, the new one's number, commit and wheel, and what its CHANGELOG says."""

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


def recorded() -> Answers:
    """Return what this product records about the version that it was made from.

    Raises:
        WorkspaceError: it is not a product.
    """
    found = answers_file.read(project.ROOT)
    if found is None:
        msg = 'this is Headstart itself: `inv init "Acme Shop"` makes a product, which `inv upgrade` upgrades'
        raise WorkspaceError(msg)
    return found


def newer(answers: Answers, source: str, wanted: str = "") -> str:
    """Return the version to upgrade to; empty if this product has it.

    Raises:
        WorkspaceError: there is no such release, it is an older one, or nobody knows where releases are.
    """
    if not source:
        msg = (
            "this product does not record where its template is: run `inv upgrade --from URL`, "
            'or add `template = "URL"` to [tool.headstart] in pyproject.toml'
        )
        raise WorkspaceError(msg)
    version = releases.target(source, wanted)
    if wanted and releases.numbers(version) < releases.numbers(answers.version):
        msg = f"{version} is older than {answers.version}, which this product has: choose a newer one"
        raise WorkspaceError(msg)
    return version if releases.numbers(version) > releases.numbers(answers.version) else ""


def prepare(answers: Answers, source: str, version: str, folder: Path) -> Offer:
    """Fetch both versions into a folder and build the wheel of the new one.

    Raises:
        WorkspaceError: the template lacks one of them, or its wheel cannot be built without running its code.
    """
    template = Template(source, folder / "template.git")
    origin, commit = template.origin(answers), template.release(version)
    before = rendering.unpacked(template.export(origin, folder / "old"))
    after = rendering.unpacked(template.export(commit, folder / "new"))
    refuse_build_code(after.tooling)
    built = wheel.build(after.tooling, folder / "wheel")
    changes = changelog.between(template.read(commit, "CHANGELOG.md"), answers.version, version)
    return Offer(answers, source, version, commit, built, changes, before, after)
