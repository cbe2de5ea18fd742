"""The sections of a ``CHANGELOG.md`` by version."""

import re

from headstart.scaffold.upgrade.releases import numbers

HEADING = re.compile(r"^## \[?(\d+\.\d+\.\d+)\]?.*$", re.MULTILINE)
SECTION = re.compile(r"^## ", re.MULTILINE)


def section(changelog: str, version: str) -> str:
    """Return the section of a version, with its heading; empty if there is none."""
    for heading in HEADING.finditer(changelog):
        if heading[1] == version:
            next_section = SECTION.search(changelog, heading.end())
            return changelog[heading.start() : next_section.start() if next_section else None].strip()
    return ""


def between(changelog: str, old: str, new: str) -> str:
    """Return the sections of the versions after ``old`` up to ``new``, in the order of the file."""
    versions = [heading[1] for heading in HEADING.finditer(changelog)]
    selected = [each for each in versions if numbers(old) < numbers(each) <= numbers(new)]
    return "\n\n".join(section(changelog, each) for each in selected)
