"""Routing of URLs by Caddy to the API, to pages and to built files."""

import re

import pytest

from tests.product.test_addresses import PAGES, TO_API
from tests.support.production_stack import Stack

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("path", TO_API)
def test_api_requests_are_forwarded(stack: Stack, path: str) -> None:
    assert stack.request("GET", path).headers["Content-Type"].endswith("json")


@pytest.mark.parametrize("path", PAGES)
def test_page_requests_return_the_app_without_caching(stack: Stack, path: str) -> None:
    response = stack.request("GET", path)

    assert b'<div id="root"' in response.body
    assert response.headers["Cache-Control"] == "no-cache"


def test_built_files_are_cached_as_immutable(stack: Stack) -> None:
    page = stack.request("GET", "/").body.decode()
    path = re.search(r"/_build/[^\"&]+\.js", page)
    assert path
    response = stack.request("GET", path[0])

    assert response.status == 200
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
