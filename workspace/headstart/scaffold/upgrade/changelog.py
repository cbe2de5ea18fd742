"""The sections of a ``CHANGELOG.md`` by version."""

import re

from headstart.scaffold.upgrade.releases import numbers

HEADING = re.compile(r"^## \[?(\d+\.\d+\.\d+)\]?.*$", re.MULTILINE)
SECTION = re.compile(r"^## ", re.MULTILINE)


def section(changelog: str, version: str) -> str:
    """Return the section of a version, with its heading; empty if there is none."""
    for heading in HEADING.finditer(changelog):
        if heading[1] == version:
            following = SECTION.search(changelog, heading.end())
            return changelog[heading.start() : following.start() if following else None].strip()
    return ""


def between(changelog: str, old: str, new: str) -> str:
    """Return the sections after one version up to another, in the order of the file."""
    versions = [heading[1] for heading in HEADING.finditer(changelog)]
    chosen = [each for each in versions if numbers(old) < numbers(each) <= numbers(new)]
    return "\n\n".join(section(changelog, each) for each in chosen)
