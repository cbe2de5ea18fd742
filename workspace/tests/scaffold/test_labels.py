"""The labels of a new resource."""

import pytest

from headstart.scaffold import registry
from headstart.scaffold.names import spelled
from headstart.scaffold.parser import parse
from headstart.scaffold.rendering import render_frontend

TEXTS = "frontend/src/features/{}/texts.ts"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sku", "SKU"),
        ("external id", "external ID"),
        ("vat rates", "VAT rates"),
        ("image urls", "image URLs"),
        ("an eta", "an ETA"),
        ("identity", "identity"),
        ("skull", "skull"),
        ("s", "s"),
    ],
)
def test_abbreviations_are_in_capitals(words: str, expected: str) -> None:
    assert spelled(words) == expected


def test_labels_filters_and_titles_have_abbreviations_in_capitals() -> None:
    resource = parse("VatRate", ["sku:str:index", "html:bool=false"])
    texts = render_frontend(resource)[TEXTS.format("vat-rates")]

    for text in (
        'sku: "SKU"',
        'html: "HTML"',
        '({ one: "VAT rate", other: "VAT rates" }, "SKU")',
    ):
        assert text in texts
    section = '  { to: "/vat-rates", label: "VAT rates" },'
    assert section in [line for _path, line, _prefix in registry.entries(resource.names)]
