"""Random specifications are refused with one sentence, or produce well-formed files."""

import ast
from collections import Counter
from collections.abc import Sequence

from hypothesis import HealthCheck, example, given, settings

from headstart.core.errors import WorkspaceError
from headstart.scaffold.creation import specify
from headstart.scaffold.identifiers import MAX_LENGTH, identifiers
from headstart.scaffold.rendering import render_backend, render_frontend
from headstart.scaffold.shadowing import find_shadowed
from headstart.scaffold.specification import Specification, columns
from tests.support.specifications import Arguments, specifications


def try_specify(name: str, args: Sequence[str]) -> Specification | str:
    """Return the resource, or the error message."""
    try:
        return specify(name, args)
    except WorkspaceError as error:
        return str(error)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(specifications())
@example(("Release", ("name:str", "build:int")))
@example(("Tag", ("name:str", "status:enum(a|b)", "status_name:int")))
def test_a_specification_is_refused_in_one_sentence_or_makes_well_formed_files(arguments: Arguments) -> None:
    resource = try_specify(*arguments)
    if isinstance(resource, str):
        assert len(resource.splitlines()) == 1
        assert resource.startswith("`")
        return
    for path, text in render_backend(resource).items():
        ast.parse(text, path)
    assert all(text.strip() for text in render_frontend(resource).values())
    names = [each.text for each in identifiers(resource)]
    assert [text for text, count in Counter(names).items() if count > 1] == []
    assert [text for text in names if len(text.encode()) > MAX_LENGTH] == []
    assert len(set(columns(resource.fields))) == len(columns(resource.fields))
    assert find_shadowed(resource) is None
