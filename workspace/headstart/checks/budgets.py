"""Budgets of the front end and their measurement: JavaScript, and the time to paint."""

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

MAX_INITIAL_JAVASCRIPT = 180_000  # compressed bytes, loaded before anything is shown
MAX_PAINT = 1000.0  # milliseconds to the largest contentful paint, on a processor slowed down by e2e/paint.ts
MAX_LAYOUT_SHIFT = 0.0  # nothing may move while a page loads
ROUTES = project.FRONTEND / "src" / "app" / "routes"
MEASUREMENTS = 5  # of each page, of which the median counts


@dataclass(frozen=True)
class Budget:
    """A line of the table; ``is_met`` is None if the value could not be measured."""

    label: str
    measured: str
    limit: str
    is_met: bool | None


def measure(files: Path) -> list[Budget]:
    """Measure a build; the paint only if a browser is available."""
    return [_javascript(files), *_paint(files)]


def javascript_error(budgets: list[Budget]) -> str:
    """Return an error message if there is too much JavaScript; times vary too much to be errors."""
    javascript = budgets[0]
    if javascript.is_met:
        return ""
    return (
        f"the front end loads {javascript.measured} of JavaScript before it shows anything, and the limit is "
        f"{javascript.limit}: import code that the first page does not need with lazy(), then run `inv build`"
    )


def _javascript(files: Path) -> Budget:
    size = initial_javascript(files)
    return Budget(
        "JavaScript at the start, compressed",
        f"{size / 1000:.0f} kB",
        f"{MAX_INITIAL_JAVASCRIPT / 1000:.0f} kB",
        size <= MAX_INITIAL_JAVASCRIPT,
    )


def initial_javascript(files: Path) -> int:
    """Return the compressed size of the scripts that ``index.html`` loads or preloads."""
    page = _Scripts()
    page.feed((files / "index.html").read_text("utf-8"))
    return sum(len(gzip.compress((files / name.lstrip("/")).read_bytes())) for name in page.addresses)


class _Scripts(HTMLParser):
    """Collects the addresses of the scripts that a page loads or preloads."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add the address of an element."""
        attributes = dict(attrs)
        is_preload = tag == "link" and attributes.get("rel") == "modulepreload"
        address = attributes.get("src") if tag == "script" else attributes.get("href") if is_preload else None
        if address:
            self.addresses.append(address)


def _paint(files: Path) -> list[Budget]:
    try:
        return [budget for page, paints in _paints(files).items() for budget in _evaluate(page, paints)]
    except WorkspaceError as error:
        limit = _milliseconds(MAX_PAINT)
        return [Budget("largest contentful paint", f"not measured: {error}", limit, is_met=None)]


def _paints(files: Path) -> dict[str, list["Paint"]]:
    program = browser.ensure().program
    with instance.run_instance(files) as app:
        return {page: paint(f"{app.ui}{page}", program) for page in _pages()}


def _pages() -> list[str]:
    """Return the start page and every list."""
    return ["/", *sorted(f"/{path.parent.name}" for path in ROUTES.glob("*/route.tsx"))]


def _evaluate(page: str, paints: list["Paint"]) -> Iterator[Budget]:
    time, shift = median(each.largest for each in paints), median(each.shift for each in paints)
    limit, is_met = _milliseconds(MAX_PAINT), time <= MAX_PAINT
    yield Budget(f"largest contentful paint of {page}", _milliseconds(time), limit, is_met)
    yield Budget(
        f"layout shift of {page}", f"{shift:.3f}", f"{MAX_LAYOUT_SHIFT:.3f}", shift <= MAX_LAYOUT_SHIFT
    )


@dataclass(frozen=True)
class Paint:
    """A measurement: milliseconds to the largest paint, and the layout shift."""

    largest: float
    shift: float


def paint(address: str, program: Path) -> list[Paint]:
    """Measure a page several times in a browser with an empty cache and a slow processor.

    Raises:
        WorkspaceError: the browser does not start, or the page does not open.
    """
    args = [toolchain.node().folder / "node", "e2e/paint.ts", address, MEASUREMENTS]
    environment = {**toolchain.node_environment(), browser.VARIABLE: str(program)}
    output = commands.output(args, environment, cwd=project.FRONTEND, failure="the paint was not measured")
    return [Paint(**json.loads(line)) for line in output.splitlines()]


def _milliseconds(value: float) -> str:
    return f"{value:.0f} ms"
