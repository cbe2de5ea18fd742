"""Response headers, as sent by the proxy in production."""

import subprocess
from collections.abc import Iterator

import pytest

from headstart.core import project
from headstart.running.supervisor import free_port
from headstart.setup import browser, toolchain
from tests.support.polling import until
from tests.support.production_stack import HOST, NAME, Response, Stack, request, run

pytestmark = pytest.mark.faults

PERMISSIONS = {
    **dict.fromkeys(
        (
            "accelerometer",
            "autoplay",
            "browsing-topics",
            "camera",
            "clipboard-read",
            "display-capture",
            "encrypted-media",
            "fullscreen",
            "geolocation",
            "gyroscope",
            "hid",
            "idle-detection",
            "local-fonts",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "picture-in-picture",
            "screen-wake-lock",
            "serial",
            "usb",
            "xr-spatial-tracking",
        ),
        "()",
    ),
    # Passkeys.
    "publickey-credentials-create": "(self)",
    "publickey-credentials-get": "(self)",
}
ALL = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}={allowed}" for name, allowed in sorted(PERMISSIONS.items())),
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": None,
    "Server": None,
}
UI = ALL | {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-NONCE'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
API = ALL | {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
DOCS = API | {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("path", "status", "content_type", "headers"),
    [
        ("/", 200, "text/html; charset=utf-8", UI),
        ("/any/page", 200, "text/html; charset=utf-8", UI),
        ("/_build/missing.js", 404, "text/html; charset=utf-8", UI),
        ("/api/books", 200, "application/json", API),
        ("/api/docs", 200, "text/html; charset=utf-8", DOCS),
        ("/api/openapi.json", 200, "application/json", API),
        ("/api/missing", 404, PROBLEM, API),
        ("/api/health/live", 200, "application/json", UI),
    ],
)
def test_every_response_has_the_security_headers(
    stack: Stack, path: str, status: int, content_type: str, headers: dict[str, str | None]
) -> None:
    response = stack.request("GET", path)

    assert (response.status, response.headers["Content-Type"]) == (status, content_type)
    assert_headers(response, headers)


def assert_headers(response: Response, headers: dict[str, str | None]) -> None:
    nonce = response.headers["X-Request-ID"]
    received = {name: (response.headers[name] or "").replace(nonce, "NONCE") or None for name in headers}
    assert received == headers
    assert all(len(response.headers.get_all(name) or []) < 2 for name in headers)
    if headers["Content-Security-Policy"] == UI["Content-Security-Policy"] and b"</html>" in response.body:
        assert f'nonce="{nonce}"' in response.body.decode()


def test_the_proxy_rejects_large_bodies_with_a_problem(stack: Stack) -> None:
    response = stack.request("POST", "/api/authors", {"name": "A", "biography": "b" * 2**20})

    assert (response.status, response.headers["Content-Type"]) == (413, PROBLEM)
    assert response.json()["instance"] == f"urn:uuid:{response.headers['X-Request-ID']}"
    assert_headers(response, UI)


def test_the_proxy_rejects_long_urls_with_a_problem(stack: Stack) -> None:
    response = stack.request("GET", "/api/books?search=" + "a" * 20_000)

    assert (response.status, response.headers["Content-Type"]) == (414, PROBLEM)


def test_the_proxy_rejects_long_headers(stack: Stack) -> None:
    assert stack.request("GET", "/?" + "a" * 70_000).status == 431


def test_nothing_large_is_posted_to_a_page(stack: Stack) -> None:
    response = stack.request("POST", "/", b"a" * 2000)

    assert response.status == 413
    assert "This is too large" in response.body.decode()
    assert_headers(response, UI)


def test_without_the_ui_pages_ask_for_patience(stack: Stack) -> None:
    stack.compose("stop", "ui")
    try:
        response = stack.request("GET", "/")
    finally:
        stack.compose("start", "ui")

    assert response.status in {502, 503, 504}
    assert "Back in a moment" in response.body.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert_headers(response, UI)


@pytest.fixture(scope="module")
def tls_proxy(stack: Stack, docker: str) -> Iterator[tuple[int, int]]:
    """Run the proxy with TLS and without the API; return its HTTP and HTTPS ports."""
    http, https = free_port(0), free_port(0)
    name = f"{NAME}-tls-proxy"
    settings = {"SITE_ADDRESS": f"localhost:{https}", "API_UPSTREAMS": "nobody:8000", "XDG_DATA_HOME": "/tmp"}  # noqa: S108
    run(
        [
            *(docker, "run", "--detach", "--rm", "--name", name, "--network", f"{NAME}_outside"),
            *(arg for item in settings.items() for arg in ("--env", "=".join(item))),
            *("--publish", f"{HOST}:{http}:80", "--publish", f"{HOST}:{https}:{https}", f"{NAME}-ui"),
        ]
    )
    run([docker, "network", "connect", f"{NAME}_inside", name])
    try:
        until(lambda: is_ready(https))
        yield http, https
    finally:
        run([docker, "rm", "--force", name])


def is_ready(port: int) -> bool:
    try:
        return request(port, "GET", "/", tls=True).status == 200
    except OSError:
        return False


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/", 200, '<div id="root"'),
        ("/_build/missing.js", 404, "This page does not exist"),
        ("/api/books", 503, '"detail":"The API is not responding at the moment."'),
    ],
)
def test_responses_over_tls_have_strict_transport_security(
    tls_proxy: tuple[int, int], path: str, status: int, text: str
) -> None:
    response = request(tls_proxy[1], "GET", path, tls=True)

    assert response.status == status
    assert text in response.body.decode()
    assert_headers(response, UI | {"Strict-Transport-Security": "max-age=31536000"})


def test_the_redirect_to_https_includes_the_port(tls_proxy: tuple[int, int]) -> None:
    http, https = tls_proxy
    response = request(http, "GET", "/books")

    assert response.status == 308
    assert response.headers["Location"] == f"https://localhost:{https}/books"


VISIT = """
const { chromium } = require("@playwright/test");
const [, program, ...addresses] = process.argv;
(async () => {
  const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
  const page = await browser.newPage();
  page.on("console", (message) => console.log(message.text()));
  for (const address of addresses) {
    await page.goto(address, { waitUntil: "networkidle" });
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
  await browser.close();
})();
"""


def test_the_content_security_policy_does_not_block_the_ui(stack: Stack) -> None:
    node = toolchain.frontend_program("playwright")[0]
    addresses = [
        f"http://{HOST}:{stack.port}{path}" for path in ("/", "/books", "/books/new", "/nowhere", "/api/docs")
    ]
    process = subprocess.run(
        [node, "-e", VISIT, browser.ensure().program, *addresses],
        cwd=project.FRONTEND, env=toolchain.node_environment(),
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

    assert (process.returncode, process.stdout) == (0, ""), process.stderr
