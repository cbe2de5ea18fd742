"""Names that change between two versions of a file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Renames:
    """Old and new names: of attributes, and of classes and constants, which mean nothing else anywhere."""

    attributes: Pairs = ()
    constants: Pairs = ()

    @property
    def old_names(self) -> list[str]:
        """The old names of attributes."""
        return [old for old, _ in self.attributes]

    @property
    def new_names(self) -> list[str]:
        """The new names of attributes."""
        return [new for _, new in self.attributes]

    def apply(self, text: str) -> str:
        """Return a text in which every old name, also as a part of a longer one, is the new one."""
        for old, new in (*self.attributes, *self.constants):
            text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(old)}(?![A-Za-z0-9])", new, text)
        return text


NO_RENAMES = Renames()
