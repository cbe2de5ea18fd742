"""What lists resources: one line each, sorted, in files that nobody formats by hand."""

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from headstart.core import project
from headstart.scaffold.names import Names, sentence, spelled
from headstart.scaffold.plan import Change, read, with_line, without_line
from headstart.scaffold.specification import Specification

# The words after `inv new` of every resource.
RESOURCES = "backend/resources.txt"
FACTORIES = "backend/factories/__init__.py"
SECTIONS = "frontend/src/app/sections.ts"


def recorded(root: Path = project.ROOT) -> Mapping[str, list[str]]:
    """Return the words of the fields that each resource was made with, by its class."""
    lines = map(shlex.split, (read(root, RESOURCES) or "").splitlines())
    return {line[0]: line[1:] for line in lines}


def entries(names: Names, words: str) -> list[tuple[str, str, str]]:
    """Return the lines that list a resource: the file, the line, and what the lines there begin with."""
    factory = f"{names.cls}Factory"
    section = f'  {{ to: "/{names.kebabs}", label: "{sentence(spelled(names.many_words))}" }},'
    return [
        (RESOURCES, words, ""),
        (FACTORIES, f"from factories.{names.one} import {factory} as {factory}", "from factories."),
        (SECTIONS, section, '  { to: "/'),
    ]


def listed(names: Names, words: str, root: Path = project.ROOT, *, api_only: bool = False) -> list[Change]:
    """Return the changes that list a resource."""
    lines = [entry for entry in entries(names, words) if not (api_only and entry[0] == SECTIONS)]
    found = [(path, read(root, path) or "", line, prefix) for path, line, prefix in lines]
    return [Change(path, text, with_line(text, line, prefix)) for path, text, line, prefix in found]


def unlisted(resources: Sequence[Specification], root: Path = project.ROOT) -> list[Change]:
    """Return the changes after which nothing lists the resources."""
    texts: dict[str, str] = {}
    for resource in resources:
        for path, line, _prefix in entries(resource.names, resource.words):
            begin = line.removesuffix(" },")  # an icon may stand behind it
            text = texts[path] if path in texts else read(root, path) or ""
            texts[path] = without_line(text, begin)
    found = [(path, read(root, path) or "", text) for path, text in texts.items()]
    return [Change(path, before, after) for path, before, after in found if before != after]
