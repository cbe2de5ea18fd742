"""The pytest plugin for `--shard`, which runs one part of the tests."""

import hashlib
import json

import pytest

from headstart.testing import timings
from headstart.testing.shards import divide, parse


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--shard", metavar="N/OF", help="one part of the tests, for several machines")


def pytest_configure(config: pytest.Config) -> None:
    """Merge the timings of earlier shards, so that all shards are divided by the same timings."""
    if not hasattr(config, "workerinput"):
        timings.merge_shards()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests of the other shards."""
    if config.option.shard:
        number, count = parse(config.option.shard)
        selected = divide({item.nodeid for item in items}, timings.load_timings(), count)[number - 1]
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in selected])
        items[:] = [item for item in items if item.nodeid in selected]


def pytest_report_header(config: pytest.Config) -> str | None:
    """Identify the timings by which the tests are divided; they must be the same for all shards."""
    if not config.option.shard:
        return None
    seconds = timings.load_timings()
    digest = hashlib.sha256(json.dumps(seconds, sort_keys=True).encode()).hexdigest()[:8]
    return f"shard {config.option.shard}, divided by the timings of {len(seconds)} tests (digest {digest})"
