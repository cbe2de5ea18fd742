"""The icons of sections: chosen by name, or by ``--icon`` of ``inv new``."""

from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.scaffold import icons, registry
from headstart.scaffold.names import Names
from headstart.scaffold.plan import Change
from headstart.scaffold.specification import Field, Specification

SECTIONS = """import IconTable from "@tabler/icons-react/icons/IconTable";

const links = [
  { to: "/", label: "Dashboard", icon: IconTable },
];
"""


def names(cls: str, words: str) -> Names:
    return Names(cls, words, f"{words}s", f"a {words}")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / icons.FOLDER
    folder.mkdir(parents=True)
    for icon in ("FileInvoice", "Car", "ShoppingCart", "Star", "Table"):
        (folder / f"Icon{icon}.mjs").touch()
    for path, text in ((registry.SECTIONS, SECTIONS), (registry.FACTORIES, ""), ("pyproject.toml", "")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("cls", "words", "icon"),
    [
        ("Car", "car", "IconCar"),
        ("Invoice", "invoice", "IconFileInvoice"),
        ("PurchaseOrder", "purchase order", "IconShoppingCart"),
        ("Gizmo", "gizmo", ""),
    ],
)
def test_the_name_chooses_an_icon(root: Path, cls: str, words: str, icon: str) -> None:
    assert icons.choose(names(cls, words), root=root) == icon


@pytest.mark.parametrize("wanted", ["file-invoice", "IconFileInvoice"])
def test_an_icon_can_be_named(root: Path, wanted: str) -> None:
    assert icons.choose(names("Gizmo", "gizmo"), wanted, root) == "IconFileInvoice"


def test_an_unknown_icon_is_refused_with_the_nearest(root: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"no icon is called file-invoce: .*IconFileInvoice"):
        icons.choose(names("Gizmo", "gizmo"), "file-invoce", root)


def test_a_section_has_its_icon_and_group_until_it_is_removed(root: Path) -> None:
    resource = Specification(names("Gizmo", "gizmo"), (Field("name", "str"),), "name:str")
    changes = registry.additions(resource, root, look=registry.Look("IconStar", "Odds & ends"))

    text = after(changes, registry.SECTIONS)
    assert '  { to: "/gizmos", label: "Gizmos", icon: IconStar, group: "Odds & ends" },' in text
    assert text.startswith('import IconStar from "@tabler/icons-react/icons/IconStar";\n')

    for change in changes:
        (root / change.path).write_text(change.after or "", "utf-8")
    assert after(registry.removals([resource], root), registry.SECTIONS) == SECTIONS


def after(changes: list[Change], path: str) -> str:
    return next(change.after or "" for change in changes if change.path == path)
