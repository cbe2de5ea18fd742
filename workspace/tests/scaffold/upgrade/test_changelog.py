"""Sections of a CHANGELOG by version, and versions in order."""

from headstart.scaffold.upgrade.changelog import between, section
from headstart.scaffold.upgrade.releases import numbers

TEXT = """# Changelog

## Unreleased

- Soon.

## [0.10.0] - 2027-01-01

### Added

- Ten.

## 0.9.0

- Nine.

## 0.2.0 - 2026-01-01

- Two.
"""


def test_a_section_ends_where_the_next_one_starts() -> None:
    assert section(TEXT, "0.10.0") == "## [0.10.0] - 2027-01-01\n\n### Added\n\n- Ten."
    assert section(TEXT, "0.2.0") == "## 0.2.0 - 2026-01-01\n\n- Two."
    assert section(TEXT, "0.1.0") == ""


def test_the_sections_between_two_versions_leave_the_first_out() -> None:
    assert between(TEXT, "0.2.0", "0.9.0") == "## 0.9.0\n\n- Nine."
    assert between(TEXT, "0.2.0", "0.10.0").startswith("## [0.10.0]")
    assert between(TEXT, "0.10.0", "0.10.0") == ""


def test_versions_are_compared_as_numbers() -> None:
    assert sorted(["0.10.0", "0.9.1", "v1.0.0"], key=numbers) == ["0.9.1", "0.10.0", "v1.0.0"]
    assert numbers("1.0.0rc1") == ()
