"""Waiting for saved files of the project."""

from collections.abc import Iterator
from pathlib import Path

from watchfiles import Change, watch

from headstart.testing.affected.files import ROOT, is_project_file

POLL_INTERVAL = 500  # milliseconds


def saves() -> Iterator[set[str]]:
    """Yield once immediately, and then the files of each save."""
    first = True
    for changes in watch(
        *_watched_paths(),
        watch_filter=_filter,
        rust_timeout=POLL_INTERVAL,
        yield_on_timeout=True,
    ):
        if first or changes:
            yield {str(Path(path).relative_to(ROOT)) for _change, path in changes}
        first = False


def _watched_paths() -> Iterator[Path]:
    """Yield the paths to watch, without the large folder of the front end's packages."""
    for entry in ROOT.iterdir():
        if entry.name == "frontend":
            yield from (inner for inner in entry.iterdir() if is_project_file(inner.name))
        elif is_project_file(entry.name):
            yield entry


def _filter(_change: Change, path: str) -> bool:
    return is_project_file(str(Path(path).relative_to(ROOT)))
