"""What lists resources: one line each, sorted, in files that nobody formats by hand."""

import re
from collections.abc import Sequence
from pathlib import Path

from headstart.core import project
from headstart.scaffold import records, sample
from headstart.scaffold.names import Names, sentence, spelled
from headstart.scaffold.plan import Change, read, with_line, without_line
from headstart.scaffold.specification import Specification

FACTORIES = "backend/factories/__init__.py"
SECTIONS = "frontend/src/app/sections.ts"
LINE_LENGTH = 110  # of Ruff, which wraps a longer import


def entries(names: Names) -> list[tuple[str, str, str]]:
    """Return the lines that list a resource: the file, the line, and what the lines there begin with."""
    factory = f"{names.cls}Factory"
    section = f'  {{ to: "/{names.kebabs}", label: "{sentence(spelled(names.many_words))}" }},'
    return [
        (FACTORIES, f"from factories.{names.one} import {factory} as {factory}", "from factories."),
        (SECTIONS, section, '  { to: "/'),
    ]


def listed(resource: Specification, root: Path = project.ROOT, *, api_only: bool = False) -> list[Change]:
    """Return the changes that list a resource."""
    settings = read(root, records.SETTINGS) or ""
    changes = [Change(records.SETTINGS, settings, records.with_resource(settings, resource))]
    for path, line, prefix in entries(resource.names):
        if not (api_only and path == SECTIONS):
            text = read(root, path) or ""
            changes.append(Change(path, text, _wrapped(with_line(_joined(text), line, prefix))))
    return changes


def unlisted(resources: Sequence[Specification], root: Path = project.ROOT) -> list[Change]:
    """Return the changes after which nothing lists the resources."""
    names = [resource.names.cls for resource in resources]
    texts = {path: read(root, path) or "" for path in (records.SETTINGS, FACTORIES, SECTIONS)}
    before = dict(texts)
    of_the_sample = [name for name in names if name in sample.resources(root)]
    texts[records.SETTINGS] = records.without_resources(texts[records.SETTINGS], names, of_the_sample)
    for resource in resources:
        for path, line, _prefix in entries(resource.names):
            # An icon may stand behind a section.
            texts[path] = _wrapped(without_line(_joined(texts[path]), line.removesuffix(" },")))
    return [Change(path, before[path], text) for path, text in texts.items() if text != before[path]]


def _joined(text: str) -> str:
    """Return a text with every import on one line."""
    return re.sub(r"^(from \S+ import) \(\n    (.*),\n\)$", r"\1 \2", text, flags=re.MULTILINE)


def _wrapped(text: str) -> str:
    """Return a text whose long imports are wrapped as Ruff does it."""
    pattern = rf"^(?=.{{{LINE_LENGTH + 1}}})(from \S+ import) (.*)$"
    return re.sub(pattern, r"\1 (\n    \2,\n)", text, flags=re.MULTILINE)
