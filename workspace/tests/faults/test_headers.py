"""The headers of every response, through the real proxy."""

import subprocess
from collections.abc import Iterator

import pytest

from headstart.core import project
from headstart.running.supervisor import free_port
from headstart.setup import browser, toolchain
from tests.support.polling import until
from tests.support.production_stack import HOST, NAME, Answer, Stack, request, run

pytestmark = pytest.mark.faults

UI = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": None,
    "Server": None,
}
API = UI | {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("path", "status", "content_type", "headers"),
    [
        ("/", 200, "text/html; charset=utf-8", UI),
        ("/any/page", 200, "text/html; charset=utf-8", UI),
        ("/_build/missing.js", 404, "text/html; charset=utf-8", UI),
        ("/api/books", 200, "application/json", API),
        ("/api/missing", 404, PROBLEM, API),
        ("/api/health/live", 200, "application/json", UI),
    ],
)
def test_every_response_has_the_headers(
    stack: Stack, path: str, status: int, content_type: str, headers: dict[str, str | None]
) -> None:
    answer = stack.request("GET", path)

    assert (answer.status, answer.headers["Content-Type"]) == (status, content_type)
    check(answer, headers)


def check(answer: Answer, headers: dict[str, str | None]) -> None:
    assert {name: answer.headers[name] for name in headers} == headers
    assert all(len(answer.headers.get_all(name) or []) < 2 for name in headers)
    assert answer.headers["X-Request-ID"]


def test_a_body_that_is_too_large_is_a_problem_of_the_proxy(stack: Stack) -> None:
    answer = stack.request("POST", "/api/authors", {"name": "A", "biography": "b" * 2**20})

    assert (answer.status, answer.headers["Content-Type"]) == (413, PROBLEM)
    assert answer.json()["instance"] == f"urn:uuid:{answer.headers['X-Request-ID']}"
    check(answer, UI)


def test_an_address_that_is_too_long_is_a_problem_of_the_proxy(stack: Stack) -> None:
    answer = stack.request("GET", "/api/books?search=" + "a" * 70_000)

    assert (answer.status, answer.headers["Content-Type"]) == (414, PROBLEM)


@pytest.fixture(scope="module")
def lonely_ui(stack: Stack, docker: str) -> Iterator[tuple[int, int]]:
    """Run the proxy with TLS and without an API; return its two ports."""
    http, https = free_port(0), free_port(0)
    name = f"{NAME}-lonely"
    settings = {"SITE_ADDRESS": f"localhost:{https}", "XDG_DATA_HOME": "/tmp"}  # noqa: S108
    run(
        [
            *(docker, "run", "--detach", "--rm", "--name", name),
            *(arg for item in settings.items() for arg in ("--env", "=".join(item))),
            *("--publish", f"{HOST}:{http}:80", "--publish", f"{HOST}:{https}:{https}", f"{NAME}-ui"),
        ]
    )
    try:
        until(lambda: answers(https))
        yield http, https
    finally:
        run([docker, "rm", "--force", name])


def answers(port: int) -> bool:
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
def test_with_tls_browsers_are_told_to_keep_using_it(
    lonely_ui: tuple[int, int], path: str, status: int, text: str
) -> None:
    answer = request(lonely_ui[1], "GET", path, tls=True)

    assert answer.status == status
    assert text in answer.body.decode()
    check(answer, UI | {"Strict-Transport-Security": "max-age=31536000"})


def test_the_redirect_to_tls_names_the_port(lonely_ui: tuple[int, int]) -> None:
    http, https = lonely_ui
    answer = request(http, "GET", "/books")

    assert answer.status == 308
    assert answer.headers["Location"] == f"https://localhost:{https}/books"


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


def test_the_policy_of_the_ui_blocks_nothing_that_it_uses(stack: Stack) -> None:
    node = toolchain.frontend_program("playwright")[0]
    addresses = [f"http://{HOST}:{stack.port}{path}" for path in ("/", "/books", "/books/new", "/api/docs")]
    process = subprocess.run(
        [node, "-e", VISIT, browser.ensure().program, *addresses],
        cwd=project.FRONTEND, env=toolchain.node_environment(),
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

    assert (process.returncode, process.stdout) == (0, ""), process.stderr
