"""Routing of addresses to the API, to pages and to built files, by Caddy."""

import re

import pytest

from tests.product.test_addresses import PAGES, TO_API
from tests.support.production_stack import Stack

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("path", TO_API)
def test_an_address_of_the_api_is_passed_on(stack: Stack, path: str) -> None:
    assert stack.request("GET", path).headers["Content-Type"].endswith("json")


@pytest.mark.parametrize("path", PAGES)
def test_an_address_of_a_page_has_the_page_which_is_asked_for_again(stack: Stack, path: str) -> None:
    answer = stack.request("GET", path)

    assert b'<div id="root"' in answer.body
    assert answer.headers["Cache-Control"] == "no-cache"


def test_a_built_file_never_changes(stack: Stack) -> None:
    page = stack.request("GET", "/").body.decode()
    path = re.search(r"/_build/[^\"&]+\.js", page)
    assert path
    answer = stack.request("GET", path[0])

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
