"""What the built front end costs its users: counted, measured, and judged."""

import gzip
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.build import images
from headstart.checks import budgets
from headstart.checks.budgets import Budget
from headstart.core import project
from headstart.setup import browser, node_packages
from headstart.tasks import app

CHECKOUT_STATE = project.STATE  # before a fixture replaces it: the pinned browser is there
PAGE = """<!doctype html>
<script src="/theme.js"></script>
<script type="module" src="/_build/main.js"></script>
<link rel="modulepreload" href="/_build/shared.js">
<link rel="stylesheet" href="/_build/main.css">
<h1>The page</h1>
<p id="below">is there</p>
<script>document.body.dataset.ready = "yes"</script>
"""


@pytest.fixture
def files(folder: Path) -> Path:
    """Return a built front end: a page, three scripts that it loads, and one that it does not."""
    (folder / "_build").mkdir()
    (folder / "index.html").write_text(PAGE, "utf-8")
    for name in ("theme.js", "_build/main.js", "_build/shared.js", "_build/later.js", "_build/main.css"):
        (folder / name).write_text(f"/* {name} */", "utf-8")
    return folder


@pytest.fixture
def served(files: Path) -> Iterator[str]:
    """Return the address of the page."""

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(files))  # type: ignore[arg-type]

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_what_the_page_names_is_counted_compressed_and_what_comes_later_is_not(files: Path) -> None:
    named = ("theme.js", "_build/main.js", "_build/shared.js")
    expected = sum(len(gzip.compress((files / name).read_bytes())) for name in named)
    assert budgets.initial_javascript(files) == expected


def test_without_a_browser_the_paint_is_not_measured_and_why_is_said(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> browser.Browser:
        raise browser.NoBrowser(browser.NO_BUILD)

    monkeypatch.setattr(browser, "ensure", refuse)
    javascript, paint = budgets.measure(files)
    assert (javascript.measured, javascript.kept) == ("0 kB", True)
    assert (paint.measured, paint.kept) == (f"not measured: {browser.NO_BUILD}", None)


def test_a_real_browser_measures_each_time(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "STATE", CHECKOUT_STATE)
    chosen = browser.find() if node_packages.is_installed() else None
    if chosen is None:
        pytest.skip("there is no browser here")
    paints = budgets.paint(served, chosen.program)
    assert len(paints) == budgets.TIMES
    assert all(paint.largest > 0 for paint in paints)
    assert {paint.shift for paint in paints} == {0}


def test_too_much_javascript_fails_the_build_and_a_slow_paint_does_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    measured = [
        Budget("JavaScript", "181 kB", "180 kB", kept=False),
        Budget("paint", "1001 ms", "1000 ms", kept=False),
    ]
    monkeypatch.setattr(images, "build_front_end", lambda: None)
    monkeypatch.setattr(images, "docker", lambda: None)
    monkeypatch.setattr(budgets, "measure", lambda _files: measured)
    with pytest.raises(Exit, match=r"the front end loads 181 kB of JavaScript .* the limit is 180 kB"):
        app.build(Context())
    table = capsys.readouterr().out
    assert "✗" in table
    assert "1001 ms" in table

    measured[0] = Budget("JavaScript", "180 kB", "180 kB", kept=True)
    app.build(Context())
    assert "no images" in capsys.readouterr().out

    measured[1] = Budget("paint", "not measured", "1000 ms", kept=None)
    app.build(Context())
    assert re.search(r"^\? +paint", capsys.readouterr().out, re.MULTILINE)
