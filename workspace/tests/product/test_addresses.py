"""Routing of addresses to the API, to pages and to built files, by Vite. tests/faults tests Caddy's."""

import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from headstart.running import application, supervisor
from headstart.setup import node_packages
from headstart.testing import instance

HOST, BROWSER = application.HOST, "shop.localhost"
TO_API = ("/api", "/api/", "/api/books", "/api?a=b", "/api/health/live", "/t/acme/api", "/t/acme/api/books/1")
# Some addresses start like those of the API, or like Vite's default folder.
PAGES = (
    *("/books", "/books/new", "/api-keys", "/api-keys/1/edit", "/apis", "/assets", "/assets/new", "/docs"),
    *("/t/acme", "/t/acme/books", "/t/acme/api-keys", "/t/acme/t/api/books", "/t"),
)


class Api(BaseHTTPRequestHandler):
    """Responds with the host of the request."""

    def do_GET(self) -> None:
        text = f"api for {self.headers['Host']}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_args: object) -> None:
        """Print nothing."""


@pytest.fixture
def api() -> Iterator[int]:
    """Run an API; return its port."""
    with ThreadingHTTPServer((HOST, 0), Api) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.fixture
def files(folder: Path) -> Path:
    """Return a built front end: a page, and a file with a hash in its name."""
    (folder / "dist" / "_build").mkdir(parents=True)
    (folder / "dist" / "index.html").write_text("the page", "utf-8")
    (folder / "dist" / "_build" / "index-1f2e.js").write_text("the script", "utf-8")
    return folder / "dist"


def check(port: int) -> None:
    for path in TO_API:
        status, text, _ = answer(port, path)
        assert (path, status, text) == (path, 200, f"api for {BROWSER}")
    for path in PAGES:
        assert (path, *answer(port, path)[:2]) == (path, 200, "the page")
    assert answer(port, "/_build/index-1f2e.js")[:2] == (200, "the script")


def answer(port: int, path: str) -> tuple[int, str, str]:
    """Return status, text and Cache-Control of a response."""
    connection = HTTPConnection(HOST, port)
    connection.request("GET", path, headers={"Host": BROWSER, "Accept": "text/html"})
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text, response.headers.get("Cache-Control") or ""


def test_vite_forwards_only_requests_to_the_api(api: int, files: Path) -> None:
    if not node_packages.is_installed():
        pytest.skip("the front end's packages are not installed")
    port = supervisor.free_port(0)
    process = instance._run_ui(f"http://{HOST}:{port}", f"http://{HOST}:{api}", files)
    try:
        instance.wait_until_answered(f"http://{HOST}:{port}", process)
        check(port)
    finally:
        instance._stop(process)
