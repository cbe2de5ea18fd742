"""What the README quotes of the benchmarks is what was measured."""

import re

import pytest

from headstart.bench import report
from headstart.core import project

README = (project.ROOT / "README.md").read_text("utf-8")
QUOTED = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([\d.]+) \|$", README, re.MULTILINE)


@pytest.mark.parametrize(("what", "peer", "ratio"), QUOTED, ids=[what for what, _peer, _ratio in QUOTED])
def test_a_quoted_ratio_is_the_saved_one(what: str, peer: str, ratio: str) -> None:
    assert report.saved()[(what, peer)] == float(ratio)
