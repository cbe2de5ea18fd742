"""The documents of a new product: its own text, and the licence notice of Headstart."""

import re

import pytest

from headstart.core import project
from headstart.scaffold.rendering import load_environment
from headstart.tasks import TASKS
from tests.support.documented import commands

LICENSES = ["mit", "apache-2.0", "proprietary"]


def render(name: str, title: str = "Żółć & Söhne's", *, bare: bool = False, chosen: str = "mit") -> str:
    """Return a document of a product."""
    template = load_environment().get_template(f"product/{name}.jinja")
    return template.render(title=title, name="zolc", bare=bare, license=chosen, without=())


@pytest.mark.parametrize("bare", [True, False])
def test_the_readme_is_the_product_s_own(*, bare: bool) -> None:
    readme = render("README.md", bare=bare)

    assert readme.startswith("# Żółć & Söhne's\n\nOne sentence about")
    assert ("demo data, API" in readme) is not bare
    assert not re.search(r"<img|benchmarks|book|author", readme, re.IGNORECASE)
    tasks = {args[0] for args in commands(readme) if not args[0].startswith("-")}
    assert tasks - {*TASKS, "test", "deploy"} == set()


def test_links_of_the_readme_exist_in_a_product() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", render("README.md"))

    assert links
    assert [link for link in links if not (project.ROOT / link).exists()] == []
    assert [link for link in links if link.startswith("workspace")] == []


@pytest.mark.sample
@pytest.mark.parametrize("chosen", LICENSES)
def test_every_license_names_the_product_and_keeps_the_notice_of_headstart(chosen: str) -> None:
    text = render(f"LICENSE.{chosen}", chosen=chosen)
    own, _, notice = text.partition("Portions of this software come from Headstart")

    assert "Żółć & Söhne's" in own
    assert "Headstart" not in own
    assert (project.ROOT / "LICENSE").read_text("utf-8") in notice


def test_the_changelog_starts_empty() -> None:
    assert render("CHANGELOG.md").endswith("## [Unreleased]\n")


@pytest.mark.parametrize("name", ["AGENTS.md", "CLAUDE.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_documents_copied_into_a_product_mention_neither_headstart_nor_its_sample(name: str) -> None:
    text = (project.ROOT / name).read_text("utf-8")

    assert not re.search(r"headstart|workspace/|\bbooks?\b|\bauthors?\b", text, re.IGNORECASE)
