"""What the built front end may cost its users, and what it costs: JavaScript, and the first paint."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from statistics import median

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.setup import browser, toolchain
from headstart.testing import instance

INITIAL_JAVASCRIPT = 180_000  # bytes, compressed, that a browser loads before it shows anything
LARGEST_CONTENTFUL_PAINT = 1000.0  # milliseconds, on a processor that is slowed down by e2e/paint.ts
LAYOUT_SHIFT = 0.0  # nothing may move while a page loads
ROUTES = project.FRONTEND / "src" / "app" / "routes"
TIMES = 5  # the middle one of so many measurements counts


@dataclass(frozen=True)
class Budget:
    """A line of the table: what is measured, how much it is and may be, and if that is kept, where known."""

    what: str
    measured: str
    limit: str
    kept: bool | None


def measure(files: Path) -> list[Budget]:
    """Measure built files; the paint only if a browser is available."""
    return [_javascript(files), *_paint(files)]


def exceeded(budgets: list[Budget]) -> str:
    """Return the sentence about too much JavaScript, or nothing: times are judged by a person."""
    first = budgets[0]
    if first.kept:
        return ""
    return (
        f"the front end loads {first.measured} of JavaScript before it shows anything and the limit is "
        f"{first.limit}: import with lazy() what the first page does not need, and `inv build` again"
    )


def _javascript(files: Path) -> Budget:
    size = initial_javascript(files)
    return Budget(
        "JavaScript at the start, compressed",
        f"{size / 1000:.0f} kB",
        f"{INITIAL_JAVASCRIPT / 1000:.0f} kB",
        size <= INITIAL_JAVASCRIPT,
    )


def initial_javascript(files: Path) -> int:
    """Return the compressed bytes of the scripts that ``index.html`` names, those to preload included."""
    page = _Scripts()
    page.feed((files / "index.html").read_text("utf-8"))
    return sum(len(gzip.compress((files / name.lstrip("/")).read_bytes())) for name in page.found)


class _Scripts(HTMLParser):
    """Collects the addresses of the scripts that a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        given = dict(attrs)
        preloaded = tag == "link" and given.get("rel") == "modulepreload"
        address = given.get("src") if tag == "script" else given.get("href") if preloaded else None
        if address:
            self.found.append(address)


def _paint(files: Path) -> list[Budget]:
    try:
        return [budget for page, paints in _paints(files).items() for budget in _judged(page, paints)]
    except WorkspaceError as error:
        limit = _milliseconds(LARGEST_CONTENTFUL_PAINT)
        return [Budget("largest contentful paint", f"not measured: {error}", limit, kept=None)]


def _paints(files: Path) -> dict[str, list["Paint"]]:
    program = browser.ensure().program
    with instance.running(files) as app:
        return {page: paint(f"{app.ui}{page}", program) for page in _pages()}


def _pages() -> list[str]:
    """Return the first page and every list."""
    return ["/", *sorted(f"/{path.parent.name}" for path in ROUTES.glob("*/route.tsx"))]


def _judged(page: str, paints: list["Paint"]) -> Iterator[Budget]:
    time, moved = median(each.largest for each in paints), median(each.shift for each in paints)
    limit, kept = _milliseconds(LARGEST_CONTENTFUL_PAINT), time <= LARGEST_CONTENTFUL_PAINT
    yield Budget(f"largest contentful paint of {page}", _milliseconds(time), limit, kept)
    yield Budget(f"layout shift of {page}", f"{moved:.3f}", f"{LAYOUT_SHIFT:.3f}", moved <= LAYOUT_SHIFT)


@dataclass(frozen=True)
class Paint:
    """One measurement: milliseconds until the largest paint, and how much of the page moved."""

    largest: float
    shift: float


def paint(address: str, program: Path) -> list[Paint]:
    """Open a page several times in a browser, with an empty cache and a slow processor.

    Raises:
        WorkspaceError: the browser does not start, or the page does not open.
    """
    words = [toolchain.node().folder / "node", "e2e/paint.ts", address, TIMES]
    environment = {**toolchain.node_environment(), browser.VARIABLE: str(program)}
    said = commands.output(words, environment, cwd=project.FRONTEND, failure="the paint was not measured")
    return [Paint(**json.loads(line)) for line in said.splitlines()]


def _milliseconds(value: float) -> str:
    return f"{value:.0f} ms"
