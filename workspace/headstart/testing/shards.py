"""pytest's part of `--shard`: it runs one share of the tests."""

import hashlib
import json

import pytest

from headstart.testing import timings
from headstart.testing.shares import divide, parse


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the option in."""
    parser.addoption("--shard", metavar="N/OF", help="a share of the tests, for several machines")


def pytest_configure(config: pytest.Config) -> None:
    """Let all shares be divided by what is known before the first of them runs."""
    if not hasattr(config, "workerinput"):
        timings.take_in_shards()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what other machines run."""
    if config.option.shard:
        number, count = parse(config.option.shard)
        mine = divide({item.nodeid for item in items}, timings.recorded(), count)[number - 1]
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in mine])
        items[:] = [item for item in items if item.nodeid in mine]


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say by which record the tests are divided: it has to be the same for all shares."""
    if not config.option.shard:
        return None
    known = timings.recorded()
    digest = hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:8]
    return f"shard {config.option.shard}, by the seconds of {len(known)} tests (record {digest})"
