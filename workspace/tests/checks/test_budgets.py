"""The budgets of the front end: measured, and compared with their limits."""

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

CHECKOUT_STATE = project.STATE  # before a fixture replaces it, for the pinned browser
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
    """Return a build of the front end: a page, three scripts it loads, and one it does not load."""
    (folder / "_build").mkdir()
    (folder / "index.html").write_text(PAGE, "utf-8")
    for name in ("theme.js", "_build/main.js", "_build/shared.js", "_build/later.js", "_build/main.css"):
        (folder / name).write_text(f"/* {name} */", "utf-8")
    return folder


@pytest.fixture
def address(files: Path) -> Iterator[str]:
    """Return the address of the page, which is served."""

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(files))  # type: ignore[arg-type]

        def log_message(self, *_args: object) -> None:
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_scripts_of_the_page_are_counted_compressed(files: Path) -> None:
    scripts = ("theme.js", "_build/main.js", "_build/shared.js")
    expected = sum(len(gzip.compress((files / name).read_bytes())) for name in scripts)
    assert budgets.initial_javascript(files) == expected


def test_without_a_browser_the_reason_replaces_the_paint(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> browser.Browser:
        raise browser.NoBrowser(browser.NO_BUILD)

    monkeypatch.setattr(browser, "ensure", refuse)
    javascript, paint = budgets.measure(files)
    assert (javascript.measured, javascript.is_met) == ("0 kB", True)
    assert (paint.measured, paint.is_met) == (f"not measured: {browser.NO_BUILD}", None)


@pytest.mark.slow
def test_a_real_browser_measures_several_times(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "STATE", CHECKOUT_STATE)
    chromium = browser.find() if node_packages.is_installed() else None
    if chromium is None:
        pytest.skip("no browser was found")
    paints = budgets.paint(address, chromium.program)
    assert len(paints) == budgets.MEASUREMENTS
    assert all(paint.largest > 0 for paint in paints)
    assert {paint.shift for paint in paints} == {0}


def test_too_much_javascript_fails_the_build_and_a_slow_paint_does_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    results = [
        Budget("JavaScript", "181 kB", "180 kB", is_met=False),
        Budget("paint", "1001 ms", "1000 ms", is_met=False),
    ]
    monkeypatch.setattr(images, "build_front_end", lambda: None)
    monkeypatch.setattr(images, "docker", lambda: None)
    monkeypatch.setattr(budgets, "measure", lambda _files: results)
    with pytest.raises(Exit, match=r"the front end loads 181 kB of JavaScript .* the limit is 180 kB"):
        app.build(Context())
    table = capsys.readouterr().out
    assert "✗" in table
    assert "1001 ms" in table

    results[0] = Budget("JavaScript", "180 kB", "180 kB", is_met=True)
    app.build(Context())
    assert "no images" in capsys.readouterr().out

    results[1] = Budget("paint", "not measured", "1000 ms", is_met=None)
    app.build(Context())
    assert re.search(r"^\? +paint", capsys.readouterr().out, re.MULTILINE)
