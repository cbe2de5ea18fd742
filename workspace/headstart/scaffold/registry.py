"""The files that list resources, with one sorted line per resource."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from headstart.core import project
from headstart.scaffold import records, sample
from headstart.scaffold.names import Names, sentence, spelled
from headstart.scaffold.plan import Change, read, with_line, without_line
from headstart.scaffold.specification import Specification

FACTORIES = "backend/factories/__init__.py"
SECTIONS = "frontend/src/app/sections.ts"
LINE_LENGTH = 110  # Ruff wraps longer imports
ICON = 'import {0} from "@tabler/icons-react/icons/{0}";'


@dataclass(frozen=True)
class Look:
    """How the navigation shows a section: its icon, and the group that it belongs to in the sidebar."""

    icon: str = ""
    group: str = ""


DEFAULT_LOOK = Look()


def entries(names: Names, look: Look = DEFAULT_LOOK) -> list[tuple[str, str, str]]:
    """Return the entries of a resource: the file, the line, and the prefix of all such lines."""
    factory = f"{names.cls}Factory"
    options = (f", icon: {look.icon}" if look.icon else "") + (
        f", group: {json.dumps(look.group, ensure_ascii=False)}" if look.group else ""
    )
    section = f'  {{ to: "/{names.kebabs}", label: "{sentence(spelled(names.many_words))}"{options} }},'
    return [
        (FACTORIES, f"from factories.{names.one} import {factory} as {factory}", "from factories."),
        (SECTIONS, section, '  { to: "/'),
    ]


def additions(
    resource: Specification,
    root: Path = project.ROOT,
    *,
    api_only: bool = False,
    look: Look = DEFAULT_LOOK,
) -> list[Change]:
    """Return the changes that add a resource to the lists."""
    settings = read(root, records.SETTINGS) or ""
    changes = [Change(records.SETTINGS, settings, records.with_resource(settings, resource))]
    for path, line, prefix in entries(resource.names, look):
        if not (api_only and path == SECTIONS):
            text = read(root, path) or ""
            if path == SECTIONS and look.icon:
                text = with_line(text, ICON.format(look.icon), "import Icon")
            changes.append(
                Change(
                    path, read(root, path) or "", _wrap_imports(with_line(_join_imports(text), line, prefix))
                )
            )
    return changes


def removals(resources: Sequence[Specification], root: Path = project.ROOT) -> list[Change]:
    """Return the changes that remove resources from the lists."""
    names = [resource.names.cls for resource in resources]
    texts = {path: read(root, path) or "" for path in (records.SETTINGS, FACTORIES, SECTIONS)}
    before = dict(texts)
    sample_names = [name for name in names if name in sample.resources(root)]
    texts[records.SETTINGS] = records.without_resources(texts[records.SETTINGS], names, sample_names)
    for resource in resources:
        for path, line, _prefix in entries(resource.names):
            # A section may have an icon and a group after its label.
            texts[path] = _wrap_imports(without_line(_join_imports(texts[path]), line.removesuffix(" },")))
    texts[SECTIONS] = _without_unused_icons(before[SECTIONS], texts[SECTIONS])
    return [Change(path, before[path], text) for path, text in texts.items() if text != before[path]]


def _without_unused_icons(before: str, text: str) -> str:
    """Remove the imports of the icons that only the removed sections had."""
    for line, icon in re.findall(r"^(import (\w+) from .*\n)", text, re.MULTILINE):
        uses = re.compile(rf"\b{icon}\b")
        if uses.search(before.replace(line, "")) and not uses.search(text.replace(line, "")):
            text = text.replace(line, "")
    return text


def _join_imports(text: str) -> str:
    """Return a text with every import on one line."""
    return re.sub(r"^(from \S+ import) \(\n    (.*),\n\)$", r"\1 \2", text, flags=re.MULTILINE)


def _wrap_imports(text: str) -> str:
    """Return a text whose long imports are wrapped as Ruff wraps them."""
    pattern = rf"^(?=.{{{LINE_LENGTH + 1}}})(from \S+ import) (.*)$"
    return re.sub(pattern, r"\1 (\n    \2,\n)", text, flags=re.MULTILINE)
