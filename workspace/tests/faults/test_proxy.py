"""The proxy, in front of an API that this file imitates."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from headstart.core import project
from headstart.running.supervisor import free_port
from tests.support.polling import until
from tests.support.production_stack import HOST, request, run

pytestmark = pytest.mark.faults

CADDY = project.ROOT / "infra" / "caddy"
# Caddy before 2.6.3 has a different option for buffering, as in frontend/Dockerfile.
ADAPT = """
cp -r /source/. /etc/caddy
caddy adapt --config /etc/caddy/Caddyfile >/dev/null 2>&1 ||
    sed -i 's/request_buffers .*/buffer_requests/' /etc/caddy/Caddyfile
caddy "$@" --config /etc/caddy/Caddyfile --adapter caddyfile
"""


class Api(BaseHTTPRequestHandler):
    """Breaks off every response, and fails health checks."""

    def do_GET(self) -> None:
        self.send_response(503 if self.path == "/api/health/live" else 200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_args: object) -> None:
        """Print nothing."""


@dataclass(frozen=True)
class Proxy:
    """A running proxy."""

    docker: str
    container: str
    port: int

    def status(self, path: str) -> int:
        """Request a path, and return the status; 0 if there is none yet."""
        connection = HTTPConnection(HOST, self.port, timeout=20)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()

    def log(self) -> str:
        """Return what it has logged."""
        return run(["sh", "-c", f"{self.docker} logs {self.container} 2>&1"])


@pytest.fixture
def proxy(docker: str) -> Iterator[Proxy]:
    """Run the proxy and the API."""
    port = free_port(0)
    with ThreadingHTTPServer((HOST, 0), Api) as api:
        Thread(target=api.serve_forever, daemon=True).start()
        container = run([
            *(docker, "run", "--detach", "--rm", "--network=host", f"--volume={CADDY}:/source:ro"),
            *(f"--env=SITE_ADDRESS=:{port}", f"--env=API_UPSTREAMS={HOST}:{api.server_port}"),
            *("--env=API_CHECKS=no_checks", "--entrypoint=sh", "caddy:2", "-c", ADAPT, "sh", "run"),
        ]).strip()  # fmt: skip
        yield Proxy(docker, container, port)
        run([docker, "stop", "--time=0", container])
        api.shutdown()


def test_a_response_that_breaks_off_is_logged_without_its_query(proxy: Proxy) -> None:
    until(lambda: proxy.status("/api/books?search=secret-title") == 200)

    until(lambda: "incomplete response" in proxy.log())
    assert "/api/books" in proxy.log()
    assert "secret-title" not in proxy.log()


def test_a_pod_that_drains_behind_a_service_does_not_close_the_api(proxy: Proxy) -> None:
    until(lambda: proxy.status("/api/books") != 0)
    time.sleep(2)  # longer than the interval of checks

    assert proxy.status("/api/books") == 200


def test_maintenance_has_a_page_and_a_problem_of_its_own(proxy: Proxy) -> None:
    until(lambda: proxy.status("/api/books") != 0)
    run([proxy.docker, "exec", proxy.container, "touch", "/tmp/maintenance"])  # noqa: S108 -- in the container

    page, problem = (request(proxy.port, "GET", path) for path in ("/books", "/api/books"))

    assert page.status == problem.status == 503
    assert page.headers["Retry-After"] == problem.headers["Retry-After"] == "60"
    assert "<p>This site is being updated and will be back soon.</p>" in page.body.decode()
    assert problem.json()["detail"] == "This site is being updated and will be back soon."


def test_no_logger_writes_queries(docker: str) -> None:
    caddy = (docker, "run", "--rm", f"--volume={CADDY}:/source:ro", "--entrypoint=sh", "caddy:2")
    config = json.loads(run([*caddy, "-c", ADAPT, "sh", "adapt"]))
    logs = config["logging"]["logs"]

    assert "default" in logs
    assert all("request>uri" in log.get("encoder", {}).get("fields", ()) for log in logs.values())
