"""The documentation of product and tooling, from source and from a wheel."""

import re
from pathlib import Path

import pytest

from headstart.core import documents, project
from headstart.core.errors import WorkspaceError


def test_topics_of_product_and_tooling_are_found_and_summarized() -> None:
    topics = documents.topics()

    assert {"environments", "production", "database", "tests", "scaffold"} <= topics.keys()
    assert [name for name, path in topics.items() if not documents.summary(path)] == []


def test_the_documentation_in_a_wheel_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "docs").mkdir()
    (folder / "docs" / "pipelines.md").write_text("# Pipelines\n\nHow to run pipelines. And more.\n", "utf-8")
    monkeypatch.setattr(documents, "UNPACKED", folder)

    assert documents.find("pipelines") == folder / "docs" / "pipelines.md"
    assert documents.summary(documents.find("pipelines")) == "How to run pipelines."


def test_a_document_of_the_product_replaces_the_tooling_s(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "docs").mkdir()
    (folder / "docs" / "database.md").write_text("# Ours\n", "utf-8")
    monkeypatch.setattr(project, "ROOT", folder)

    assert documents.find("database") == folder / "docs" / "database.md"


@pytest.mark.parametrize(
    ("topic", "hint"),
    [("databse", "did you mean `inv docs database`?"), ("xyz", "the topics are .*database")],
)
def test_an_unknown_topic_is_refused_with_a_suggestion(topic: str, hint: str) -> None:
    with pytest.raises(WorkspaceError, match=hint):
        documents.find(topic)


def test_links_between_documents_are_valid() -> None:
    pages = [
        *documents.topics().values(),
        *project.ROOT.glob("*.md"),
        *(project.ROOT / "workspace").glob("*.md"),
    ]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(
            r'(?:\]\(|src="|srcset=")(?!https?:|#|mailto:)([^)"#]+)', page.read_text("utf-8")
        )
        if not (page.parent / target).exists()
    ]
    assert broken == []
