"""Waits for files of the project that are saved."""

from collections.abc import Iterator
from pathlib import Path

from watchfiles import Change, watch

from headstart.testing.affected.files import ROOT, is_ours

LOOK_EVERY = 500  # milliseconds


def saves() -> Iterator[set[str]]:
    """Yield at once, and then the files of every save; what is saved meanwhile comes next."""
    first = True
    for changes in watch(
        *_watched(),
        watch_filter=_counts,
        rust_timeout=LOOK_EVERY,
        yield_on_timeout=True,
    ):
        if first or changes:
            yield {str(Path(path).relative_to(ROOT)) for _change, path in changes}
        first = False


def _watched() -> Iterator[Path]:
    """Yield what is not as large as the packages of the front end."""
    for entry in ROOT.iterdir():
        if entry.name == "frontend":
            yield from (inner for inner in entry.iterdir() if is_ours(inner.name))
        elif is_ours(entry.name):
            yield entry


def _counts(_change: Change, path: str) -> bool:
    return is_ours(str(Path(path).relative_to(ROOT)))
