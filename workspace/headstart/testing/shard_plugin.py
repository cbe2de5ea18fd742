"""pytest's plugin for `--shard`: it runs one part of the tests."""

import hashlib
import json

import pytest

from headstart.testing import timings
from headstart.testing.shards import divide, parse


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--shard", metavar="N/OF", help="one part of the tests, for several machines")


def pytest_configure(config: pytest.Config) -> None:
    """Divide all shards by what is known before the first of them runs."""
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
    """Name the record that the tests are divided by: it has to be the same for all shards."""
    if not config.option.shard:
        return None
    known = timings.recorded()
    digest = hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:8]
    return f"shard {config.option.shard}, by the seconds of {len(known)} tests (record {digest})"
