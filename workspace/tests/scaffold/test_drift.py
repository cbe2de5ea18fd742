"""The sample is what ``inv new`` writes, except for its own files and the marked regions in the others."""

import re
from fnmatch import fnmatch

import pytest

from headstart.core import project
from headstart.scaffold import records, sample
from headstart.scaffold.creation import render_files
from headstart.scaffold.parser import parse
from headstart.setup import node_packages

pytestmark = pytest.mark.sample

REGION = re.compile(r"^ *(?:# |// #)region sample: .*\n(?:.*\n)*?^ *(?:# |// #)endregion\n", re.MULTILINE)
IMPORT = re.compile(r"^(from \S+ )?import (.*)\n", re.MULTILINE)


def is_generated(text: str, generated: str) -> bool:
    """Return whether a text matches a generated one, in which regions match any lines."""
    remaining = IMPORT.sub(lambda line: needed_import(line, generated), text)
    pattern = r"(?:.*\n)*?".join(map(re.escape, REGION.split(remaining.lstrip("\n"))))
    return re.fullmatch(pattern, generated) is not None


def needed_import(line: re.Match[str], generated: str) -> str:
    """Return the generated import of the same module, with the same names or fewer, or an empty text."""
    for candidate in IMPORT.finditer(generated):
        if candidate[1] == line[1] and set(candidate[2].split(", ")) <= set(line[2].split(", ")):
            return candidate[0]
    return ""


@pytest.mark.parametrize("name", ["Author", "Book"])
def test_the_sample_equals_the_generated_files(name: str) -> None:
    if not node_packages.is_installed():
        pytest.skip("the front end's packages are not installed")
    own = sample.belongings(name).own
    generated = render_files(parse(name, records.resources()[name]))
    compared = {path: text for path, text in generated.items() if not any(fnmatch(path, one) for one in own)}

    assert [path for path, text in compared.items() if not is_generated(read(path), text)] == []
    assert len(compared) > len(generated) / 3


def read(path: str) -> str:
    file = project.ROOT / path
    return file.read_text("utf-8") if file.exists() else ""


GENERATED = "import a\n\none = 1\ntwo = 2\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GENERATED, True),
        ("import a\nimport b\n\none = 1\n# region sample: b\ntwo = b.two\n# endregion\n", True),
        ("import a, b\n\none = 1\n# region sample: b\ntwo = b.two\n# endregion\n", True),
        ("import a\n\none = 1\n# region sample: more\nmore = 3\n# endregion\ntwo = 2\n", True),
        ("import a\n\none = 1\ntwo = 3\n", False),
        ("import a\n\none = 1\n# region sample: b\ntwo = 3\n# endregion\nmore = 3\n", False),
        ("import a\n\none = 1\n# region mine\ntwo = 3\n# endregion\n", False),
    ],
)
def test_only_marked_regions_and_their_imports_may_differ(text: str, *, expected: bool) -> None:
    assert is_generated(text, GENERATED) is expected
