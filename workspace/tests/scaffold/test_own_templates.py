"""Templates of a product override the tooling's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from headstart.scaffold import rendering
from headstart.scaffold.parser import parse

SERVICE = "backend/app/services/MANY.py.jinja"


@pytest.fixture
def own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of a product's own templates."""
    monkeypatch.setattr(rendering, "OWN_TEMPLATES", folder / "scaffold" / "templates")
    rendering.load_environment.cache_clear()
    yield folder / "scaffold" / "templates"
    rendering.load_environment.cache_clear()


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_a_template_of_the_same_name_comes_first_and_others_stay(own: Path) -> None:
    resource = parse("Tag", ["name:str"])
    before = rendering.render_backend(resource)
    rendering.load_environment.cache_clear()
    write(own / SERVICE, "%% if r.refs\nno\n%% endif\nclass «Cls»Mine: pass\n")

    after = rendering.render_backend(resource)

    assert after == {**before, "backend/app/services/tags.py": "class TagMine: pass\n"}


def test_a_new_template_adds_a_file_and_an_empty_one_leaves_it_out(own: Path) -> None:
    write(own / "frontend" / "src" / "features" / "MANY" / "ONE.md.jinja", "«Cls»\n")
    write(own / "frontend" / "e2e" / "MANY.spec.ts.jinja", "")

    files = rendering.render_frontend(parse("InvoiceLine", ["name:str"]))

    assert files["frontend/src/features/invoice-lines/invoice-line.md"] == "InvoiceLine\n"
    assert "frontend/e2e/invoice-lines.spec.ts" not in files
