"""The templates and the sample say the same: each difference has a name, and all of them are still there."""

import pytest

from headstart.core import project
from headstart.scaffold import registry
from headstart.scaffold.creation import files_of
from headstart.scaffold.parser import parse
from headstart.setup import node_packages
from tests.scaffold.differences import DIFFERENCES

# Where the sample says what cannot be made up, by the end of the path.
RICHER = {
    "the sample's own tests": ("/tests/", ".test.tsx", ".spec.ts"),
    "rows from life": (".csv",),
    "believable records, for bulk seeds": ("/factories/",),
    "its own words": ("/texts.ts",),
    "its own columns, badges and links to books": ("-description.tsx", "/types.ts"),
    "its own order of fields, the year and the ISBN": (
        "-fields.tsx",
        "-filters.tsx",
        "/form-values.ts",
        "/search.ts",
    ),
    "an author's name is shown with each book": ("/update-author.ts",),
    "what a conflict shows, in the order of the form": ("/edit-book.tsx",),
}


def is_richer(path: str) -> bool:
    return any(sign in path for signs in RICHER.values() for sign in signs)


@pytest.mark.parametrize("name", ["Author", "Book"])
def test_the_sample_is_what_its_specification_makes_but_for_the_differences_with_a_name(name: str) -> None:
    if not node_packages.is_installed():
        pytest.skip("the front end's packages are not installed")
    made = files_of(parse(name, registry.recorded()[name]))
    different = {path for path, text in made.items() if not is_richer(path) and not is_the_same(path, text)}

    assert different == set()
    assert {path for path in made if "/features/" in path and is_the_same(path, made[path])}


def is_the_same(path: str, made: str) -> bool:
    for difference in DIFFERENCES:
        if difference.path == path:
            assert difference.made in made, difference
            made = made.replace(difference.made, difference.written)
    file = project.ROOT / path
    return file.exists() and made == file.read_text("utf-8")
