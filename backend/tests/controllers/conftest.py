"""What Schemathesis cannot make up from the document of books."""

from collections.abc import Callable, Mapping

import pytest

from factories.book import isbn


@pytest.fixture(scope="session")
def formats() -> Mapping[str, Callable[[int], str]]:
    """Return what writes an ISBN."""
    return {"isbn-13": isbn}
